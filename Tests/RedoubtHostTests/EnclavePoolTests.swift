import EnclaveTesting
import FixtureInterface
import RedoubtHost
import Testing

@Suite("A pool of enclaves")
struct EnclavePoolTests {
    private func withPool(
        _ level: IsolationLevel,
        size: Int,
        waitingLimit: Int = 100,
        _ body: (EnclavePool) async throws -> Void
    ) async throws {
        var options = LaunchOptions()
        options.isolation = .exactly(level)
        options.handlers = [OracleDispatcher(HonestOracle())]
        options.log = { _ in }
        let pool = try EnclavePool(
            image: try await enclaveImage("FixtureEnclave"),
            policy: .development,
            options: options,
            size: size,
            waitingLimit: waitingLimit
        )
        do {
            try await body(pool)
        } catch {
            await pool.close()
            throw error
        }
        await pool.close()
    }

    @Test("Every tenant has an enclave in its first state", arguments: testedIsolation)
    func pristine(_ level: IsolationLevel) async throws {
        try await withPool(level, size: 2) { pool in
            for _ in 0..<10 {
                let counted = try await pool.withEnclave { enclave in
                    try await FixtureClient(enclave).count()
                }
                #expect(counted == 1)
            }
        }
    }

    @Test("No more enclaves are lent than there are", arguments: testedIsolation)
    func bounded(_ level: IsolationLevel) async throws {
        try await withPool(level, size: 2) { pool in
            let lent = Guarded((now: 0, most: 0, monitors: Set<Int32>()))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await pool.withEnclave { enclave in
                            lent.withLock {
                                $0.now += 1
                                $0.most = max($0.most, $0.now)
                                $0.monitors.insert(enclave.monitorProcessID)
                            }
                            _ = try await FixtureClient(enclave).add(1, 2)
                            lent.withLock { $0.now -= 1 }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let (most, monitors) = lent.withLock { ($0.most, $0.monitors.count) }
            #expect((1...2).contains(most))
            // A virtual machine stays the same; a process is replaced after each tenant.
            #expect(level.backend == .virtualization ? monitors <= 2 : monitors == 8)
        }
    }

    @Test("Those who wait are served in order, and one who is cancelled leaves its place")
    func order() async throws {
        try await withPool(testedIsolation[0], size: 1) { pool in
            let served = Guarded<[Int]>([])
            var tasks: [Task<Void, any Error>] = []
            try await pool.withEnclave { _ in
                for number in 0..<4 {
                    tasks.append(
                        Task {
                            try await pool.withEnclave { _ in served.withLock { $0.append(number) }
                            }
                        }
                    )
                    // Until it waits.
                    try await Task.sleep(for: .milliseconds(100))
                }
                tasks[1].cancel()
                await #expect(throws: CancellationError.self) { try await tasks[1].value }
            }
            for number in [0, 2, 3] { try await tasks[number].value }
            #expect(served.withLock { $0 } == [0, 2, 3])
        }
    }

    @Test("Too many callers are refused")
    func waitingLimit() async throws {
        try await withPool(testedIsolation[0], size: 1, waitingLimit: 1) { pool in
            var waiting: Task<Void, any Error>?
            try await pool.withEnclave { _ in
                waiting = Task { try await pool.withEnclave { _ in } }
                try await Task.sleep(for: .milliseconds(200))
                let error = await enclaveError { try await pool.withEnclave { _ in } }
                #expect(error?.code == .busy)
            }
            try await waiting?.value
        }
    }

    @Test("An enclave that ends is replaced", arguments: testedIsolation)
    func replaced(_ level: IsolationLevel) async throws {
        try await withPool(level, size: 1) { pool in
            let first = try await pool.withEnclave { enclave in
                _ = await enclaveError { try await FixtureClient(enclave).commit(.trap) }
                return enclave.monitorProcessID
            }
            let (second, sum) = try await pool.withEnclave { enclave in
                (enclave.monitorProcessID, try await FixtureClient(enclave).add(1, 2))
            }
            #expect(first != second)
            #expect(sum == 3)
        }
    }

    @Test("A launch that fails is told to every caller, each time")
    func failure() async throws {
        let pool = try EnclavePool(image: "/nonexistent", policy: .development, size: 2)
        for _ in 0..<3 {
            let error = await enclaveError { try await pool.withEnclave { _ in } }
            #expect(error?.code == .imageUnreadable)
        }
        await pool.close()
    }

    @Test("A closed pool has no enclaves, and lends none", arguments: testedIsolation)
    func close(_ level: IsolationLevel) async throws {
        let kept = Guarded<(EnclavePool?, Int32)>((nil, 0))
        try await withPool(level, size: 3) { pool in
            let process = try await pool.withEnclave { $0.monitorProcessID }
            kept.withLock { $0 = (pool, process) }
        }
        let (pool, process) = kept.withLock { $0 }
        #expect(!ProcessTree.isAlive(process))
        #expect(pool?.readyCount == 0)
        let error = await enclaveError { try await pool?.withEnclave { _ in } }
        #expect(error?.code == .poolClosed)
    }

    @Test("A size that no pool may have is refused", arguments: [0, -1, 1_025])
    func sizes(_ size: Int) async {
        let error = await enclaveError {
            _ = try EnclavePool(image: "/nonexistent", policy: .development, size: size)
        }
        #expect(error?.code == .poolSizeOutOfRange)
    }
}
