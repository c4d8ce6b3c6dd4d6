import FixtureInterface
import RedoubtHost
import SeededTesting

/// What became of a call.
enum Outcome: CaseIterable, Sendable {
    case answered, cancelled, stopped, busy, reset, pooled
    /// Never to happen.
    case wrong

    static var allCases: [Outcome] { [.answered, .cancelled, .stopped, .busy, .reset, .pooled] }
}

/// One enclave, in use by many tasks until it is ended in the middle of their calls.
struct Stress {
    let image: String
    let monitor: String
    let round: UInt64
    private static let tasks = 6
    private static let callsEach = 40

    private struct Answers: OracleHandler {
        func next(after number: Int) async -> Int {
            // Half of the handlers suspend.
            if number % 2 == 0 { await Task.yield() }
            return number + 1
        }

        func mayFail(_ number: Int) throws(HostCallError) -> Int {
            if number % 2 == 0 { throw .handlerFailed }
            return number
        }
    }

    private var options: LaunchOptions {
        var options = LaunchOptions()
        options.monitorPath = monitor
        options.handlers = [OracleDispatcher(Answers())]
        options.waitingCallLimit = 3
        options.log = { _ in }
        options.keys = .none
        // All of the ways to wait: short looks, none, long ones.
        options.spinTime = [.zero, .microseconds(2), .microseconds(100)][Int(round % 3)]
        if round % 2 == 0 { options.observation = .bootstrapped }
        return options
    }

    /// Runs until all tasks are over.
    func run(_ generator: SeededGenerator) async throws -> [Outcome] {
        let enclave = try await Enclave.launch(image, policy: .development, options: options)
        let outcomes = await withTaskGroup(of: [Outcome].self) { group in
            for task in 0..<Self.tasks {
                group.addTask {
                    await calls(
                        enclave,
                        SeededGenerator(seed: generator.seed &+ UInt64(task) << 32)
                    )
                }
            }
            group.addTask { await resets(enclave) }
            group.addTask {
                // In the middle of what the others do, most of the time.
                var generator = generator
                let delay = Int.random(in: 0..<300, using: &generator)
                try? await Task.sleep(for: .milliseconds(delay))
                await enclave.terminate()
                return []
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        await enclave.terminate()
        return outcomes + (try await pool())
    }

    private func calls(_ enclave: Enclave, _ start: SeededGenerator) async -> [Outcome] {
        var generator = start
        var outcomes: [Outcome] = []
        for _ in 0..<Self.callsEach {
            let kind = Int.random(in: 0..<6, using: &generator)
            let delay = Int.random(in: 0...2_000, using: &generator)
            let task = Task { try await Self.call(enclave, kind) }
            if delay < 1_000 {
                try? await Task.sleep(for: .microseconds(delay))
                task.cancel()
            }
            outcomes.append(Self.outcome(await task.result))
        }
        return outcomes
    }

    private static func outcome(_ result: Result<Bool, any Error>) -> Outcome {
        switch result {
        case .success(true): return .answered
        case .success(false): return .wrong
        case .failure(is CancellationError): return .cancelled
        case .failure(let error as EnclaveError) where error.code == .stopped: return .stopped
        case .failure(let error as EnclaveError) where error.code == .busy: return .busy
        case .failure(let error):
            print("unexpected: \(error)")
            return .wrong
        }
    }

    private static func call(_ enclave: Enclave, _ kind: Int) async throws -> Bool {
        let client = FixtureClient(enclave)
        switch kind {
        case 0: return try await client.add(1, 2) == 3
        case 1:
            let bytes = [UInt8](repeating: 3, count: 15_000)
            return try await client.echo(bytes) == bytes
        case 2: return try await client.askHost(4) == 5
        case 3: return try await client.askHostFailing(6) == .handlerFailed
        case 4:
            let bytes = [UInt8](repeating: 5, count: 200_000)
            return try await client.digest(of: ByteSource(bytes), printing: true).count
                == bytes.count
        default:
            let (pieces, sink) = ByteSink.makeStream()
            async let produced: Void = client.produce(count: 50_000, writing: 5_000, to: sink)
            var count = 0
            for try await piece in pieces { count += piece.count }
            try await produced
            return count == 50_000
        }
    }

    private func resets(_ enclave: Enclave) async -> [Outcome] {
        var outcomes: [Outcome] = []
        for _ in 0..<3 {
            do {
                try await Task.sleep(for: .milliseconds(20))
                try await enclave.reset()
                outcomes.append(.reset)
            } catch {
                // The enclave has ended, or is one that cannot be reset.
            }
        }
        return outcomes
    }

    private func pool() async throws -> [Outcome] {
        let pool = try EnclavePool(image: image, policy: .development, options: options, size: 2)
        let outcomes = try await withThrowingTaskGroup(of: Outcome.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    let sum = try await pool.withEnclave { enclave in
                        try await FixtureClient(enclave).add(1, 2)
                    }
                    return sum == 3 ? .pooled : .wrong
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        await pool.close()
        return outcomes
    }
}
