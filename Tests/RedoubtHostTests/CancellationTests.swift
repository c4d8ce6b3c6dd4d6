import EnclaveTesting
import FixtureInterface
import RedoubtHost
import SeededTesting
import Testing

@Suite("Calls that are cancelled at any moment")
struct CancellationTests {
    private static let roundsEach = 2_500

    @Test(
        "10,000 calls that are cancelled at random moments harm no other, and leave nothing",
        .timeLimit(.minutes(10)),
        arguments: testedIsolation
    )
    func random(_ level: IsolationLevel) async throws {
        var generator = SeededGenerator(for: "cancellations, \(level)")
        let seed = generator.seed
        let oracle = HonestOracle()
        try await withFixture(level, { $0.handlers = [OracleDispatcher(oracle)] }) {
            enclave,
            client async throws in
            // One that nobody cancels goes on all the while.
            let steady = Task {
                var sum = 0
                while !Task.isCancelled {
                    guard try await client.add(sum, 1) == sum + 1 else { return -1 }
                    sum += 1
                }
                return sum
            }
            var tally: [String: Int] = [:]
            let rounds = Self.roundsEach * 4 / testedIsolation.count
            for round in 0..<rounds {
                let kind = round % 5
                let task = Task { try await Self.call(client, kind) }
                let delay = Int.random(in: 0...400, using: &generator)
                if delay > 50 { try await Task.sleep(for: .microseconds(delay)) }
                task.cancel()
                switch await task.result {
                case .success: tally["answered", default: 0] += 1
                case .failure(is CancellationError): tally["cancelled", default: 0] += 1
                case .failure(let error): Issue.record("seed \(seed), round \(round): \(error)")
                }
            }
            steady.cancel()
            switch await steady.result {
            case .success(let sum): #expect(sum > 0)
            // The last of its calls may be the one that the test cancels.
            case .failure(let error): #expect(error is CancellationError)
            }
            #expect(enclave.stopReason == nil, "seed \(seed)")
            // Both happened, or the moments were no moments.
            #expect(tally["cancelled", default: 0] > 0 && tally["answered", default: 0] > 0)
            // All threads come free again.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<enclave.threadCount {
                    group.addTask { try await client.meet(parties: enclave.threadCount) }
                }
                try await group.waitForAll()
            }
        }
    }

    private static func call(_ client: FixtureClient<Enclave>, _ kind: Int) async throws {
        switch kind {
        case 0: _ = try await client.add(1, 2)
        case 1: _ = try await client.echo([UInt8](repeating: 3, count: 20_000))
        case 2: _ = try await client.askHost(4)
        case 3:
            let bytes = [UInt8](repeating: 5, count: 200_000)
            _ = try await client.digest(of: ByteSource(bytes), printing: false)
        default:
            let (pieces, sink) = ByteSink.makeStream()
            async let produced: Void = client.produce(count: 50_000, writing: 5_000, to: sink)
            for try await piece in pieces { _ = piece.count }
            try await produced
        }
    }
}
