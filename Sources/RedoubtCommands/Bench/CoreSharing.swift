import Foundation

/// Whether the two processors that work here are two cores at the moment, or two threads of one.
///
/// A hypervisor may put a machine's processors onto threads of one core, and move them at any time, without a word in
/// the topology that it shows. A cache line's way between threads of one core is no way at all, so it is no floor under
/// what goes between cores. But threads of a core share its arithmetic: two loops that keep it busy take twice as long
/// together as one of them alone.
enum CoreSharing {
    /// Whether it seems so just now.
    ///
    /// Takes about 15 ms.
    static func isSeen() async -> Bool {
        // The fastest of each: others who use the machine only ever make it slower.
        var alone = Double.infinity
        var together = Double.infinity
        for _ in 0..<3 {
            alone = min(alone, busy())
            let pair = await withTaskGroup(of: Double.self) { group in
                for _ in 0..<2 { group.addTask { busy() } }
                return await group.reduce(0) { max($0, $1) }
            }
            together = min(together, pair)
        }
        return together > 1.5 * alone
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
