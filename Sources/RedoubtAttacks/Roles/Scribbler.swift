internal import AttackInterface
internal import Glibc
internal import RedoubtControl
internal import RedoubtHost

/// Writes malformed messages over an enclave's channels: what code execution in the host can do to them.
enum Scribbler {
    /// Begins, on a thread of its own.
    static func start(on enclave: Enclave, milliseconds: Int) {
        let deadline = ContinuousClock.now + .milliseconds(milliseconds)
        // Calls go on, so that the enclave reads what is scribbled. What they come to does not matter here.
        Task {
            let client = VictimClient(enclave.calls(timeout: .milliseconds(300)))
            while ContinuousClock.now < deadline, enclave.stopReason == nil {
                _ = try? await client.sum([[1, 2, 3], [], [4]])
                _ = try? await client.motto()
            }
        }
        try? SystemThread.start {
            var random = SystemRandomNumberGenerator()
            let memory = enclave.channelMemory
            while ContinuousClock.now < deadline, enclave.stopReason == nil {
                for thread in 0..<memory.threadCount {
                    for _ in 0..<50 { scribble(memory, thread, &random) }
                    memory.hostSequence(thread).wakeAll()
                    memory.enclaveSequence(thread).wakeAll()
                }
                usleep(200)
            }
        }
    }

    private static func scribble(
        _ memory: ChannelMemory,
        _ thread: Int,
        _ random: inout SystemRandomNumberGenerator
    ) {
        let area = memory.layout.hostAreaOffset
        // SAFETY: every offset lies in the thread's channel, and the mapping lives as long as `memory`.
        func write(_ value: UInt32, at offset: Int) {
            unsafe memory.channel(thread).storeBytes(
                of: value,
                toByteOffset: offset,
                as: UInt32.self
            )
        }
        func header(kind: UInt32, length: UInt32) {
            write(kind, at: area + 4)
            write(length, at: area + 8)
            write(UInt32(random.next() % 6), at: area + 12)
        }
        let payload = UInt32(memory.layout.payloadBytes)
        switch random.next() % 8 {
        // Lengths that do not fit, or that promise more than was written.
        case 0: header(kind: 2, length: [payload + 1, .max, 1 << 31, payload].randomElement() ?? 0)
        // Replies to calls that were never made, and kinds that do not exist.
        case 1: header(kind: [5, 3, 4, 1, 0, .max].randomElement() ?? 0, length: 8)
        // The same message once more, and messages out of order.
        case 2: memory.hostSequence(thread).store(memory.hostSequence(thread).load() &+ 1)
        case 3: memory.hostSequence(thread).store(memory.hostSequence(thread).load() &- 1)
        // Counts and depth in the payload.
        case 4:
            for word in 0..<32 { write(.max, at: area + 32 + 4 * word) }
        case 5:
            for word in 0..<32 { write(1, at: area + 32 + 4 * word) }
        // A payload that changes while it is read.
        case 6:
            write(
                UInt32(truncatingIfNeeded: random.next()),
                at: area + 32 + 4 * Int(random.next() % 64)
            )
        // The enclave's own area, and the flags.
        default:
            let place = [0, 64, memory.layout.enclaveAreaOffset + 4 * Int(random.next() % 16)]
            write(UInt32(truncatingIfNeeded: random.next()), at: place[Int(random.next() % 3)])
        }
    }
}
