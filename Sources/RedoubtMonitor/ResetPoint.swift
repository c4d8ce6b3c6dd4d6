internal import CRedoubtSystem
internal import Synchronization

/// Where the threads of an enclave come together to be put back to their start.
final class ResetPoint: Sendable {
    private let threadCount: UInt32
    /// Resets that were asked for.
    private let asked = Atomic<UInt32>(0)
    /// Resets that are done.
    private let done = Atomic<UInt32>(0)
    /// Threads that have come for the reset that was asked for last.
    private let arrived = Atomic<UInt32>(0)

    init(threadCount: Int) { self.threadCount = UInt32(threadCount) }

    /// Whether a thread is to come here.
    var isAskedFor: Bool {
        asked.load(ordering: .acquiring) != done.load(ordering: .acquiring)
    }

    /// Asks for a reset and waits until it is done.
    ///
    /// Blocks the thread: for good, if a thread of the enclave never leaves it.
    ///
    /// - Parameter meanwhile: called again and again; it wakes the threads that sleep. One may have looked whether it
    ///   is to come just before it was asked for, and be asleep only afterwards.
    func ask(meanwhile: () -> Void) {
        let before = done.load(ordering: .acquiring)
        asked.add(1, ordering: .acquiringAndReleasing)
        while done.load(ordering: .acquiring) == before {
            meanwhile()
            _ = unsafe withUnsafePointer(to: done) { word in
                unsafe redoubt_futex_wait(word, before, 1_000_000)
            }
        }
    }

    /// Waits for the other threads, and for the first to have put the enclave back.
    ///
    /// - Parameters:
    ///   - isFirst: whether this is the thread that does it.
    ///   - reload: does it, while all are here.
    /// - Throws: what `reload` throws; then the others wait on.
    func arrive<Failure: Error>(
        isFirst: Bool,
        reload: () throws(Failure) -> Void
    ) throws(Failure) {
        let before = done.load(ordering: .acquiring)
        arrived.add(1, ordering: .acquiringAndReleasing)
        guard isFirst else {
            Self.wake(arrived)
            while done.load(ordering: .acquiring) == before { Self.wait(done, while: before) }
            return
        }
        while true {
            let count = arrived.load(ordering: .acquiring)
            if count == threadCount { break }
            Self.wait(arrived, while: count)
        }
        try reload()
        arrived.store(0, ordering: .relaxed)
        done.store(before &+ 1, ordering: .releasing)
        Self.wake(done)
    }

    private static func wait(_ word: borrowing Atomic<UInt32>, while value: UInt32) {
        _ = unsafe withUnsafePointer(to: word) { unsafe redoubt_futex_wait($0, value, -1) }
    }

    private static func wake(_ word: borrowing Atomic<UInt32>) {
        _ = unsafe withUnsafePointer(to: word) { unsafe redoubt_futex_wake($0, .max) }
    }
}
