import Glibc
import RedoubtABI
import RedoubtControl

/// What a sleeping call is made of: waking another process, and being woken by it.
final class FutexPeer {
    private let memory: ChannelMemory
    private let process: Int32
    private var round: UInt32 = 0

    /// Starts the other process.
    init() throws {
        memory = try ChannelMemory(layout: Self.layout, threadCount: 1)
        process = try ChildProcess.spawn(
            path: "/proc/self/exe",
            arguments: ["redoubt", "bench", "peer", "--futex"],
            environment: ChildProcess.libraryPath,
            inherited: [(memory.rawDescriptor, 0), (1, 1), (2, 2)]
        )
        for _ in 0..<10 { _ = roundTrip() }
    }

    private static var layout: ChannelLayout {
        guard let layout = ChannelLayout(payloadBytes: 1) else { preconditionFailure("in range") }
        return layout
    }

    /// Microseconds from waking the other process to being awake again.
    func roundTrip() -> Double {
        round &+= 1
        let start = ContinuousClock.now
        memory.hostSequence(0).store(round)
        memory.hostSequence(0).wakeAll()
        while memory.enclaveSequence(0).load() != round {
            memory.enclaveSequence(0).wait(while: round &- 1)
        }
        return (ContinuousClock.now - start).inMicroseconds
    }

    /// Ends the other process.
    func end() {
        kill(process, SIGKILL)
        _ = try? ChildProcess.waitForEnd(of: process)
    }

    /// Answers, until it is killed.
    static func answer() throws {
        let memory = try ChannelMemory(OwnedDescriptor(0), layout: layout, threadCount: 1)
        var seen: UInt32 = 0
        while true {
            while memory.hostSequence(0).load() == seen { memory.hostSequence(0).wait(while: seen) }
            seen &+= 1
            memory.enclaveSequence(0).store(seen)
            memory.enclaveSequence(0).wakeAll()
        }
    }
}
