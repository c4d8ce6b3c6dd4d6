import CRedoubtSystem
import Foundation
import Glibc
import Synchronization

/// Whether the two processors that work here are two cores at the moment, or two threads of one.
///
/// A hypervisor may put a machine's processors onto threads of one core, and move them at any time, without a word in
/// the topology that it shows. A cache line's way between threads of one core is no way at all, so it is no floor under
/// what goes between cores. But threads of a core share its arithmetic: two loops that keep it busy take twice as long
/// together as one of them alone.
enum CoreSharing {
    /// Whether it seems so just now.
    ///
    /// Takes about 15 ms. False on a machine with more than two processors: there the scheduler has the choice.
    static func isSeen() async -> Bool {
        guard ProcessInfo.processInfo.activeProcessorCount == 2 else { return false }
        // The fastest of each: others who use the machine only ever make it slower.
        var alone = Double.infinity
        var together = Double.infinity
        for _ in 0..<3 {
            alone = min(alone, await work(on: [0]))
            together = min(together, await work(on: [0, 1]))
        }
        return together > 1.5 * alone
    }

    /// Microseconds that the slowest of the processors takes for work that all of them do at the same time.
    private static func work(on processors: [Int]) async -> Double {
        let meeting = Meeting(processors.count)
        return await withTaskGroup(of: Double.self) { group in
            for processor in processors {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        Thread.detachNewThread {
                            // A thread that may not is measured where it is.
                            _ = redoubt_stay_on_processor(0, CInt(processor))
                            meeting.meet()
                            continuation.resume(returning: busy())
                        }
                    }
                }
            }
            return await group.reduce(0) { max($0, $1) }
        }
    }

    /// Lets all of several threads go on at the same time.
    private final class Meeting: Sendable {
        private let missing: Atomic<Int>

        init(_ count: Int) { missing = Atomic(count) }

        func meet() {
            missing.subtract(1, ordering: .sequentiallyConsistent)
            while missing.load(ordering: .sequentiallyConsistent) > 0 { sched_yield() }
        }
    }

    /// Microseconds of work that leaves no arithmetic unit idle.
    private static func busy() -> Double {
        let start = ContinuousClock.now
        let sum = sixChains(rounds: 1_500_000)
        let time = (ContinuousClock.now - start).inMicroseconds
        // Never so: the loop must not be left out.
        return sum == 0 ? .infinity : time
    }

    @inline(never)
    private static func sixChains(rounds: UInt64) -> UInt64 {
        var (a, b, c, d, e, f): (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (
            1, 2, 3, 4, 5, 6
        )
        for round in 0..<rounds {
            a &+= b ^ round
            b &+= c &+ round
            c ^= d &+ round
            d &+= e ^ round
            e &+= f &+ round
            f ^= a
        }
        return a | b | c | d | e | f
    }
}
