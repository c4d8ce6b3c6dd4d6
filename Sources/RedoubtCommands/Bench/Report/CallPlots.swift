import BenchInterface
import Foundation
import RedoubtHost
import RedoubtImage

/// Measures what the plots of the performance page show.
enum CallPlots {
    /// How long calls take: what part of them takes no longer than a time.
    static func latency(_ image: BenchImage) async throws -> LinePlot {
        try await Enclave.withLaunched(image.path, policy: .development) { enclave in
            let client = BenchClient(enclave)
            let block = Block()
            let empty = try await CallBench.latencies(count: 200_000) { try await client.empty() }
            let echo = try await CallBench.latencies(count: 200_000) {
                _ = try await client.echo(block)
            }
            let socket = try SocketPeer.latencies()
            return LinePlot(
                title: "How long a call takes (\(enclave.isolation))",
                x: .init(
                    title: "microseconds",
                    marks: [0.1, 1, 10, 100, 1_000].map { ($0, $0 < 1 ? "0.1" : "\(Int($0))") }
                ),
                y: .init(
                    title: "part of all calls that take no longer",
                    marks: [0, 25, 50, 75, 100].map { ($0, "\(Int($0)) %") },
                    isLogarithmic: false
                ),
                curves: [
                    .init(name: "empty typed call", color: "#0b6e4f", points: distribution(empty)),
                    .init(name: "64 bytes each way", color: "#d1495b", points: distribution(echo)),
                    .init(
                        name: "64 bytes over a Unix socket",
                        color: "#30638e",
                        points: distribution(socket)
                    ),
                ]
            )
        }
    }

    private static func distribution(_ values: [Double]) -> [(x: Double, y: Double)] {
        let sorted = values.sorted()
        guard let last = sorted.last else { return [] }
        let steps = 400
        var points: [(x: Double, y: Double)] = []
        for step in 0..<steps {
            let part = Double(step) / Double(steps)
            points.append((sorted[sorted.count * step / steps], 100 * part))
        }
        return points + [(last, 100)]
    }

    /// How much crosses in a second, by the size of a message.
    static func throughput(_ image: BenchImage) async throws -> LinePlot {
        let variant = try image.variant {
            $0.channelBytes = 2 << 20
            $0.heapBytes = 8 << 20
        }
        defer { variant.remove() }
        return try await Enclave.withLaunched(variant.path, policy: .development) { enclave in
            let client = BenchClient(enclave)
            let sizes = (6...20).map { 1 << $0 }
            var calls: [(x: Double, y: Double)] = []
            var copies: [(x: Double, y: Double)] = []
            for size in sizes {
                let bytes = [UInt8](repeating: 7, count: size)
                var times: [Double] = []
                var peers: [Double] = []
                var there = bytes
                var back = bytes
                for round in 0..<400 {
                    let start = ContinuousClock.now
                    let echo = try await client.echo(bytes: bytes)
                    let middle = ContinuousClock.now
                    DataBench.copy(bytes, to: &there)
                    DataBench.copy(there, to: &back)
                    let end = ContinuousClock.now
                    guard echo == back else { throw CommandFailure("bytes came back changed") }
                    guard round >= 100 else { continue }
                    times.append((middle - start).inMicroseconds)
                    peers.append((end - middle).inMicroseconds)
                }
                // There and back: twice the bytes. Bytes for each microsecond are megabytes for each second.
                calls.append((Double(size), 2 * Double(size) / median(times)))
                copies.append((Double(size), 2 * Double(size) / max(median(peers), 0.001)))
            }
            return LinePlot(
                title: "What crosses in a second, by the size of a message (\(enclave.isolation))",
                x: .init(
                    title: "bytes of an array that the enclave returns",
                    marks: stride(from: 6, through: 20, by: 2).map { power in
                        (Double(1 << power), label(1 << power))
                    }
                ),
                y: .init(
                    title: "megabytes a second, both ways together",
                    marks: [100, 1_000, 10_000, 100_000].map { ($0, "\(Int($0))") }
                ),
                curves: [
                    .init(name: "typed call", color: "#0b6e4f", points: calls),
                    .init(name: "memcpy, there and back", color: "#30638e", points: copies),
                ]
            )
        }
    }

    private static func label(_ bytes: Int) -> String {
        bytes >= 1 << 20
            ? "\(bytes >> 20) MiB" : bytes >= 1 << 10 ? "\(bytes >> 10) KiB" : "\(bytes)"
    }
}
