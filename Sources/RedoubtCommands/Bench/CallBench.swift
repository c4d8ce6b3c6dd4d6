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
            var turns: [Turn] = []
            // By turns: which processors two threads run on, and how far it is from one to the other, changes.
            repeat {
                let sharedBefore = await CoreSharing.isSeen()
                var turn = Turn(floor: try await PingPong.measure(enclave))
                turn.empty = try await latencies { try await client.empty() }
                turn.echo = try await latencies { _ = try await client.echo(block) }
                turn.asked = try await askings(client)
                let sharedAfter = await CoreSharing.isSeen()
                turn.sharesCore = sharedBefore || sharedAfter
                turns.append(turn)
            } while isUnfinished(turns)
            let apart = turns.filter { !$0.sharesCore }
            let counted = apart.isEmpty ? turns : apart
            let floor = median(counted.map(\.floor))
            let empty = counted.flatMap(\.empty)
            let echo = counted.flatMap(\.echo)
            let asked = counted.flatMap(\.asked)
            let socket = try SocketPeer.measure()
            let level = enclave.isolation
            let raw =
                apart.isEmpty
                ? "a cache line's way there and back, between threads of one core in all turns"
                : "a cache line's way there and back, between cores in \(apart.count) of \(turns.count) turns"
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

    /// What was measured while the processors stayed where they were, in microseconds.
    private struct Turn {
        let floor: Double
        var empty: [Double] = []
        var echo: [Double] = []
        var asked: [Double] = []
        /// Whether the processors were threads of one core before or after.
        var sharesCore = false

        init(floor: Double) { self.floor = floor }
    }

    /// Twenty turns between cores, or as many as there are within a minute or two.
    private static func isUnfinished(_ turns: [Turn]) -> Bool {
        turns.count < 200 && turns.count(where: { !$0.sharesCore }) < 20
    }

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
