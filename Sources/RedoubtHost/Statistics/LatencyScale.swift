/// Puts times into buckets: eight to each power of two, so that a bucket's middle is at most 1/16 off.
///
/// The first eight hold a nanosecond each. The last one holds all that is longer than 2³⁷ ns, which is more than two
/// minutes.
package enum LatencyScale {
    private static let stepBits = 3
    private static let steps = 1 << stepBits
    private static let lastPower = 36
    /// How many buckets there are.
    package static let bucketCount = (lastPower - stepBits + 2) * steps

    /// The bucket of a time.
    package static func bucket(ofNanoseconds time: UInt64) -> Int {
        let capped = min(time, 1 << UInt64(lastPower + 1) - 1)
        guard capped >= UInt64(steps) else { return Int(capped) }
        let power = UInt64.bitWidth - 1 - capped.leadingZeroBitCount
        let step = Int(capped >> UInt64(power - stepBits)) & (steps - 1)
        return (power - stepBits + 1) * steps + step
    }

    /// The times that a bucket holds, in nanoseconds.
    package static func times(inBucket bucket: Int) -> Range<UInt64> {
        guard bucket >= steps else { return UInt64(bucket)..<UInt64(bucket) + 1 }
        let shift = UInt64(bucket / steps - 1)
        let start = UInt64(steps + bucket % steps) << shift
        return start..<start + 1 << shift
    }

    /// The time that this part of all does not exceed, in nanoseconds; nil if there are none.
    ///
    /// - Parameters:
    ///   - part: from 0 to 1.
    ///   - counts: what is in each bucket. Any numbers will do.
    /// - Returns: the time, the middle of its bucket.
    package static func quantile(_ part: Double, of counts: [UInt64]) -> Double? {
        let total = counts.reduce(0.0) { $0 + Double($1) }
        guard total > 0 else { return nil }
        let wanted = max(1, (total * part).rounded(.up))
        var sum = 0.0
        for (bucket, count) in counts.enumerated() {
            sum += Double(count)
            guard sum >= wanted else { continue }
            let times = times(inBucket: bucket)
            return Double(times.lowerBound) + Double(times.upperBound - times.lowerBound - 1) / 2
        }
        return nil
    }
}
