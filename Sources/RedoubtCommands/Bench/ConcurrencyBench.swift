import BenchInterface
import RedoubtHost
import RedoubtImage

/// Several callers at a time.
enum ConcurrencyBench {
    private static let callers = 4
    private static let callsEach = 200
    private static let rounds = 50_000

    static func measure(_ image: BenchImage) async throws -> Figure {
        let variant = try image.variant { $0.threadCount = 2 }
        defer { variant.remove() }
        return try await Enclave.withLaunched(variant.path, policy: .development) { enclave in
            let client = BenchClient(enclave)
            var together: [Double] = []
            var sums: [Double] = []
            for _ in 0..<15 {
                let start = ContinuousClock.now
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<callers {
                        group.addTask {
                            for _ in 0..<callsEach { _ = try await client.work(rounds: rounds) }
                        }
                    }
                    try await group.waitForAll()
                }
                let middle = ContinuousClock.now
                var sum: UInt64 = 0
                for _ in 0..<callers * callsEach { sum ^= BenchWork.run(rounds: rounds) }
                let end = ContinuousClock.now
                guard sum == 0 else { throw CommandFailure("the same work gave another result") }
                together.append((middle - start).inMicroseconds / 1_000)
                sums.append((end - middle).inMicroseconds / 1_000)
            }
            return Figure(
                figure: "\(callers) callers of an enclave with 2 threads, \(callsEach) calls each",
                value: median(together),
                unit: "ms",
                peer: "the sum of their work, done here",
                peerValue: median(sums),
                target: .ratio(1.2)
            )
        }
    }
}
