import CMisdeeds
import FixtureInterface
import RedoubtEnclave
import Synchronization

struct FixtureService<Asked: Oracle & Sendable>: Fixture, Sendable {
    private final class Shared: Sendable {
        let inside = Atomic<Int>(0)
        let counter = Mutex(0)
        let secrets = Mutex<[[UInt8]]>([])
    }
    private let shared = Shared()
    let oracle: Asked

    func empty() {}
    func echo(_ bytes: [UInt8]) -> [UInt8] { bytes }
    func echoEverything(_ everything: Everything) -> Everything { everything }

    func fail(with code: Int) throws(FixtureError) {
        throw .refused(code: code, reason: "code \(code)")
    }

    func add(_ a: Int, _ b: Int) -> Int { a + b }
    func makeBytes(count: Int) -> [UInt8] { [UInt8](repeating: 7, count: count) }

    func commit(_ misdeed: Misdeed) {
        switch misdeed {
        case .trap: misdeed_trap()
        case .overflowStack: _ = misdeed_overflow_stack(1)
        case .exhaustHeap:
            var hoard: [[UInt8]] = []
            while true { hoard.append([UInt8](repeating: 1, count: 100_000)) }
        case .writeToCode: misdeed_write_to_code()
        case .jumpToData: misdeed_jump_to_data()
        case .systemCall: misdeed_system_call()
        case .breakpoint: misdeed_breakpoint()
        case .portInput: misdeed_port_input()
        case .portOutput: misdeed_port_output()
        case .halt: misdeed_halt()
        case .readNull: misdeed_read(0)
        case .readBeyondChannels: misdeed_read(0xA_0000_0000)
        case .freeTwice: misdeed_free_twice()
        case .overrunArray: misdeed_overrun_array(200)
        }
    }

    func loopForEver() {
        while shared.inside.load(ordering: .relaxed) >= 0 {}
    }

    func meet(parties: Int) {
        print("inside")
        shared.inside.add(1, ordering: .acquiringAndReleasing)
        while shared.inside.load(ordering: .acquiring) < parties {}
    }

    func count() -> Int {
        shared.counter.withLock { counter in
            counter += 1
            return counter
        }
    }

    func exerciseHeap(rounds: Int, seed: UInt64) -> Int {
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var blocks: [[UInt8]] = []
        var damaged = 0
        for _ in 0..<rounds {
            if blocks.count > 50 {
                let block = blocks.remove(at: next(blocks.count))
                if block.contains(where: { $0 != UInt8(truncatingIfNeeded: block.count) }) {
                    damaged += 1
                }
            }
            let count = next(20) == 0 ? next(60_000) : next(3_000)
            blocks.append([UInt8](repeating: UInt8(truncatingIfNeeded: count), count: count))
        }
        return damaged
    }

    func randomBytes(count: Int) -> [UInt8] { Enclave.randomBytes(count: count) }
    func keepSecret() -> [UInt8] {
        let secret = Enclave.randomBytes(count: 32)
        shared.secrets.withLock { $0.append(secret) }
        return secret.map { ~$0 }
    }

    func plant(inverted: [UInt8]) {
        precondition(inverted.count == 16)
        // SAFETY: 16 bytes are what it reads.
        unsafe inverted.withUnsafeBufferPointer { bytes in
            if let start = bytes.baseAddress { unsafe misdeed_plant(start) }
        }
    }

    func find(inverted: [UInt8], from address: UInt64, count: Int) -> Int {
        precondition(inverted.count == 16)
        return unsafe inverted.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return -1 }
            // SAFETY: a range that is not mapped ends the enclave, and it is the tests' to give one.
            return unsafe Int(misdeed_find(start, address, UInt64(count)))
        }
    }

    func registers() -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: 24) { buffer, count in
            // SAFETY: it writes 24 bytes.
            if let start = buffer.baseAddress { unsafe misdeed_registers(start) }
            count = 24
        }
    }

    func digest(of source: ByteSource, printing: Bool) throws(StreamError) -> StreamDigest {
        var digest = StreamDigest()
        while let piece = try source.next() {
            if printing { print("piece") }
            digest.add(piece)
        }
        return digest
    }

    func digests(
        of first: ByteSource,
        and second: ByteSource
    ) throws(StreamError) -> [StreamDigest] {
        var digests = [StreamDigest(), StreamDigest()]
        var isOver = [false, false]
        while isOver.contains(false) {
            for (index, source) in [first, second].enumerated() where !isOver[index] {
                if let piece = try source.next() {
                    digests[index].add(piece)
                } else {
                    isOver[index] = true
                }
            }
        }
        return digests
    }

    func readStart(of source: ByteSource, pieces: Int) throws(StreamError) -> Int {
        var count = 0
        for _ in 0..<pieces { count += try source.next()?.count ?? 0 }
        return count
    }

    func produce(count: Int, writing size: Int, to sink: ByteSink) throws(StreamError) {
        var start = 0
        while start < count {
            let end = min(start + size, count)
            try sink.write((start..<end).map { patternByte(at: $0) })
            start = end
        }
    }

    func invert(_ source: ByteSource, to sink: ByteSink) throws(StreamError) -> Int {
        var count = 0
        while let piece = try source.next() {
            try sink.write(piece.map { ~$0 })
            count += piece.count
        }
        return count
    }

    func readClosed() throws(StreamError) -> Int {
        try ByteSource(stream: 0).next()?.count ?? 0
    }

    func say(_ line: String) { print(line) }
    func askHost(_ number: Int) -> Int { oracle.next(after: number) }

    func askForEver() {
        var number = 0
        while number >= 0 { number = oracle.next(after: number) }
    }

    func askHostFailing(_ number: Int) -> HostCallError? {
        do throws(HostCallError) {
            _ = try oracle.mayFail(number)
            return nil
        } catch {
            return error
        }
    }

    func platformMode() -> UInt8 { Enclave.platformMode.rawValue }

    func seal() -> Int {
        let kind =
            switch Enclave.isolation {
            case .none: 0
            case .process: 1
            case .virtualization: 2
            }
        return kind + (Enclave.hasPrivateMemory ? 10 : 0)
    }
}
