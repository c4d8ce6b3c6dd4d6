import RedoubtHost
import SeededTesting
import Testing

@Suite("The scale of latencies")
struct LatencyScaleTests {
    @Test func `Buckets follow each other without a gap, and hold the times that are put there`() {
        var next: UInt64 = 0
        for bucket in 0..<LatencyScale.bucketCount {
            let times = LatencyScale.times(inBucket: bucket)
            #expect(times.lowerBound == next)
            #expect(LatencyScale.bucket(ofNanoseconds: times.lowerBound) == bucket)
            #expect(LatencyScale.bucket(ofNanoseconds: times.upperBound - 1) == bucket)
            next = times.upperBound
        }
        #expect(next == 1 << 37)
        #expect(LatencyScale.bucket(ofNanoseconds: .max) == LatencyScale.bucketCount - 1)
    }

    @Test func `Quantiles are at most a tenth off, whatever the times are`() {
        var generator = SeededGenerator(for: "quantiles")
        for _ in 0..<50 {
            var times: [UInt64] = []
            for _ in 0..<1_000 {
                let power = UInt64.random(in: 4...36, using: &generator)
                times.append(.random(in: 1...(1 << power), using: &generator))
            }
            times.sort()
            var counts = [UInt64](repeating: 0, count: LatencyScale.bucketCount)
            for time in times { counts[LatencyScale.bucket(ofNanoseconds: time)] += 1 }
            for part in [0.01, 0.5, 0.99, 1] {
                let exact = Double(times[max(0, Int((1_000 * part).rounded(.up)) - 1)])
                let estimate = LatencyScale.quantile(part, of: counts) ?? .nan
                #expect(abs(estimate - exact) <= exact / 10, "\(part) of \(exact) is \(estimate)")
            }
        }
    }

    @Test func `Nothing has no quantile, and counters of any size have one`() {
        let nothing = [UInt64](repeating: 0, count: LatencyScale.bucketCount)
        #expect(LatencyScale.quantile(0.5, of: nothing) == nil)
        #expect(LatencyScale.quantile(0.5, of: []) == nil)
        let most = [UInt64](repeating: .max, count: LatencyScale.bucketCount)
        #expect(LatencyScale.quantile(0.5, of: most) != nil)
        #expect(LatencyScale.quantile(1, of: most) ?? 0 > 1e11)
    }
}
