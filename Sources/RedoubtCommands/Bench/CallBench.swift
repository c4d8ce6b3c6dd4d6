import BenchInterface
import RedoubtHost

/// Calls that find the enclave awake, beside the way of a cache line and beside another process.
enum CallBench {
    static func measure(_ image: BenchImage) async throws -> [Figure] {
        var options = LaunchOptions()
        options.handlers = [BenchOracleDispatcher(Oracle())]
        return try await Enclave.withLaunched(
            image.path,
            policy: .development,
            options: options
        ) { enclave in
            let client = BenchClient(enclave)
            let block = Block()
            var floors: [Double] = []
            var empty: [Double] = []
            var echo: [Double] = []
            var asked: [Double] = []
            // By turns: which processors two threads run on, and how far it is from one to the other, changes.
            for _ in 0..<turns {
                floors.append(try await PingPong.measure(enclave))
                empty += try await latencies { try await client.empty() }
                echo += try await latencies { _ = try await client.echo(block) }
                asked += try await askings(client)
            }
            let floor = median(floors)
            let socket = try SocketPeer.measure()
            let level = enclave.isolation
            let raw = "a cache line's way there and back"
            return [
                Figure(
                    figure: "hot empty typed call, median (\(level))",
                    value: empty.quantile(0.5),
                    unit: "µs",
                    peer: raw,
                    peerValue: floor,
                    target: .ratio(2)
                ),
                Figure(
                    figure: "hot empty typed call, 99 % of them",
                    value: empty.quantile(0.99),
                    unit: "µs",
                    peer: raw,
                    peerValue: floor,
                    target: .ratio(6)
                ),
                Figure(
                    figure: "hot typed call with 64 bytes each way, median",
                    value: echo.quantile(0.5),
                    unit: "µs",
                    peer: raw,
                    peerValue: floor,
                    target: .ratio(3)
                ),
                Figure(
                    figure: "typed call of the enclave to its host, median",
                    value: median(asked),
                    unit: "µs",
                    peer: raw,
                    peerValue: floor,
                    target: .ratio(3)
                ),
                Figure(
                    figure: "hot empty typed call, median",
                    value: empty.quantile(0.5),
                    unit: "µs",
                    peer: "64 bytes to another process over a Unix socket, and back",
                    peerValue: socket,
                    target: .ratio(1.0 / 150)
                ),
            ]
        }
    }

    private static let turns = 20

    private struct Oracle: BenchOracleHandler {
        func next(after number: Int) -> Int { number + 1 }
    }

    /// Microseconds for a call of the enclave's to the host, in batches.
    private static func askings(_ client: BenchClient<Enclave>) async throws -> [Double] {
        let rounds = 1_000
        var batches: [Double] = []
        for _ in 0..<10 {
            let start = ContinuousClock.now
            guard try await client.ask(rounds: rounds) == rounds else {
                throw CommandFailure("the host's answers did not reach the enclave")
            }
            batches.append((ContinuousClock.now - start).inMicroseconds / Double(rounds))
        }
        return batches
    }

    /// Microseconds of each of many calls, what it takes to measure nothing left out.
    static func latencies(
        count: Int = 10_000,
        _ call: () async throws -> Void
    ) async throws -> [Double] {
        let nothing = median(try await times(10_000) {})
        return try await times(count, call).map { $0 - nothing }
    }

    @inline(never)
    private static func times(
        _ count: Int,
        _ call: () async throws -> Void
    ) async throws
        -> [Double]
    {
        let clock = ContinuousClock()
        for _ in 0..<1_000 { try await call() }
        var times: [Double] = []
        times.reserveCapacity(count)
        for _ in 0..<count {
            let start = clock.now
            try await call()
            times.append((clock.now - start).inMicroseconds)
        }
        return times
    }
}

extension [Double] {
    /// What this part of all values does not exceed.
    func quantile(_ part: Double) -> Double {
        let sorted = sorted()
        return sorted.isEmpty ? .nan : sorted[Int(Double(sorted.count - 1) * part)]
    }
}
