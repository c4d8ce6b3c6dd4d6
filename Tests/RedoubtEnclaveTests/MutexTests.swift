import RedoubtEnclave
import Testing

@Suite("The enclave's mutex")
struct MutexTests {
    private struct Refusal: Error, Equatable {}

    private final class Counter: Sendable {
        let value = Mutex(0)
        var current: Int { value.withLock { $0 } }
    }

    private final class Flag: Sendable {
        let isGone: Counter
        init(_ isGone: Counter) { self.isGone = isGone }
        deinit { isGone.value.withLock { $0 += 1 } }
    }

    @Test func `Many threads count correctly`() async {
        let counter = Counter()
        await runThreads(8) { _ in
            for _ in 0..<20_000 { counter.value.withLock { $0 += 1 } }
        }
        #expect(counter.current == 160_000)
    }

    @Test func `The lock is given up when the body throws`() async {
        let counter = Counter()
        await runThreads(4) { _ in
            for _ in 0..<1000 {
                #expect(throws: Refusal()) {
                    try counter.value.withLock { value throws(Refusal) in
                        value += 1
                        throw Refusal()
                    }
                }
            }
        }
        #expect(counter.current == 4000)
    }

    @Test func `What the body returns is returned, what it writes is kept`() {
        let mutex = Mutex(["a"])
        let count = mutex.withLock { texts in
            texts.append("b")
            return texts.count
        }
        #expect(count == 2)
        #expect(mutex.withLock { $0 } == ["a", "b"])
    }

    @Test func `The value goes with the mutex`() {
        let gone = Counter()
        do {
            let mutex = Mutex(Flag(gone))
            #expect(mutex.withLock { $0.isGone === gone })
            #expect(gone.current == 0)
        }
        #expect(gone.current == 1)
    }
}
