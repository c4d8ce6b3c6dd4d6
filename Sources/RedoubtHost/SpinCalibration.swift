internal import CRedoubtSystem

/// How many looks for a message fit into a time, on this processor.
///
/// A pause between two looks takes 10 ns on one processor and 50 on another. The enclave has no clock, so it is told a
/// number.
enum SpinCalibration {
    /// The most that is ever looked for.
    static let longest = Duration.seconds(1)

    /// Measured at the first launch: the fastest of a few runs, because others are interrupted.
    private static let looksPerMicrosecond: Double = {
        let looks = 1_000
        let fastest = (0..<5).map { _ in
            let start = ContinuousClock.now
            for _ in 0..<looks { redoubt_relax() }
            return start.duration(to: .now).nanoseconds
        }.min()
        return Double(looks) * 1_000 / Double(max(fastest ?? 1, 1))
    }()

    /// The number of looks; 0 for no time.
    static func looks(in time: Duration) -> UInt32 {
        guard time > .zero else { return 0 }
        let microseconds = Double(min(time, longest).nanoseconds) / 1_000
        return UInt32(min(max(microseconds * looksPerMicrosecond, 1), Double(UInt32.max / 8)))
    }
}
