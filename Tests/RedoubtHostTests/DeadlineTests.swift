import EnclaveTesting
import FixtureInterface
import RedoubtHost
import Testing

@Suite("Deadlines and cancellation")
struct DeadlineTests {
    @Test(
        "An enclave that does not answer in time is ended, and other enclaves go on",
        arguments: testedIsolation
    )
    func deadline(_ level: IsolationLevel) async throws {
        try await withFixture(level) { _, other async throws in
            try await withFixture(level) { enclave, client async throws in
                let error = await enclaveError {
                    try await FixtureClient(enclave.calls(timeout: .milliseconds(100)))
                        .loopForEver()
                }
                #expect(error?.code == .stopped)
                #expect(error?.stopReason == .deadlineExceeded)
                #expect(enclave.stopReason == .deadlineExceeded)
                let later = await enclaveError { _ = try await client.add(1, 1) }
                #expect(later?.stopReason == .deadlineExceeded)
            }
            #expect(try await other.add(1, 1) == 2)
        }
    }

    @Test(
        "A cancelled call returns at once, and its thread is free once the enclave has answered",
        arguments: testedIsolation
    )
    func cancellation(_ level: IsolationLevel) async throws {
        let inside = Guarded(0)
        try await withFixture(level, { $0.log = { _ in inside.withLock { $0 += 1 } } }) {
            enclave,
            client async throws in
            // All but one thread are taken by calls that wait for a fourth one.
            let blocked = (0..<enclave.threadCount - 1).map { _ in
                Task { try await client.meet(parties: enclave.threadCount) }
            }
            while inside.withLock({ $0 }) < blocked.count {
                try await Task.sleep(for: .milliseconds(1))
            }
            for task in blocked {
                task.cancel()
                await #expect(throws: CancellationError.self) { try await task.value }
            }
            // Their threads are still inside. The fourth party lets them out, and then all are free again.
            try await client.meet(parties: enclave.threadCount)
            for _ in 0..<50 { #expect(try await client.add(2, 2) == 4) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<enclave.threadCount {
                    group.addTask { try await client.meet(parties: 2 * enclave.threadCount) }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(
        "A cancelled call that never comes back ends the enclave at its deadline",
        arguments: testedIsolation
    )
    func cancelledForEver(_ level: IsolationLevel) async throws {
        try await withFixture(level) { enclave, client async throws in
            let call = Task {
                try await FixtureClient(enclave.calls(timeout: .seconds(3))).loopForEver()
            }
            try await Task.sleep(for: .milliseconds(50))
            call.cancel()
            await #expect(throws: CancellationError.self) { try await call.value }
            while enclave.stopReason == nil { try await Task.sleep(for: .milliseconds(10)) }
            #expect(enclave.stopReason == .deadlineExceeded)
            let later = await enclaveError { _ = try await client.add(1, 1) }
            #expect(later?.code == .stopped)
        }
    }

    @Test(
        "A call cancelled while it serves the enclave's own call does the enclave no harm",
        arguments: testedIsolation
    )
    func cancelledInHandler(_ level: IsolationLevel) async throws {
        let oracle = SlowOracle()
        try await withFixture(level, { $0.handlers = [OracleDispatcher(oracle)] }) {
            enclave,
            client async throws in
            let call = Task { try await client.askHost(1) }
            while !oracle.isAsked.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(1)) }
            call.cancel()
            await #expect(throws: CancellationError.self) { try await call.value }
            // All threads come free again, and none has ended the enclave.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<enclave.threadCount {
                    group.addTask { try await client.meet(parties: enclave.threadCount) }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(
        "A handler that hangs ends its call, and the enclave, at the deadline",
        arguments: testedIsolation
    )
    func hangingHandler(_ level: IsolationLevel) async throws {
        let oracle = HangingOracle()
        try await withFixture(level, { $0.handlers = [OracleDispatcher(oracle)] }) { enclave, _ in
            let error = await enclaveError {
                let client = FixtureClient(enclave.calls(timeout: .milliseconds(100)))
                _ = try await client.askHost(1)
            }
            #expect(error?.stopReason == .deadlineExceeded)
            #expect(enclave.stopReason == .deadlineExceeded)
            while !oracle.isCancelled.withLock({ $0 }) {
                try await Task.sleep(for: .milliseconds(1))
            }
            oracle.release()
        }
    }

    /// Does not return when it is cancelled.
    private final class HangingOracle: OracleHandler {
        let isCancelled = Guarded(false)
        private let waiting = Guarded<CheckedContinuation<Void, Never>?>(nil)

        func next(after number: Int) async -> Int {
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    waiting.withLock { $0 = continuation }
                }
            } onCancel: {
                isCancelled.withLock { $0 = true }
            }
            return number
        }
        func mayFail(_ number: Int) -> Int { number }
        func release() { waiting.withLock { $0 }?.resume() }
    }

    private final class SlowOracle: OracleHandler {
        let isAsked = Guarded(false)
        func next(after number: Int) async -> Int {
            isAsked.withLock { $0 = true }
            // Ends early when the call is cancelled; the answer counts all the same.
            try? await Task.sleep(for: .milliseconds(200))
            return number + 1
        }
        func mayFail(_ number: Int) -> Int { number }
    }

    @Test(
        "An enclave that keeps calling its host does not evade the deadline",
        arguments: testedIsolation
    )
    func callsForEver(_ level: IsolationLevel) async throws {
        try await withFixture(level) { enclave, _ in
            let error = await enclaveError {
                try await FixtureClient(enclave.calls(timeout: .milliseconds(100))).askForEver()
            }
            #expect(error?.stopReason == .deadlineExceeded)
        }
    }

    @Test(
        "A call cancelled while the enclave keeps calling its host ends the enclave at its deadline",
        arguments: testedIsolation
    )
    func cancelledCallsForEver(_ level: IsolationLevel) async throws {
        try await withFixture(level) { enclave, _ in
            let call = Task {
                try await FixtureClient(enclave.calls(timeout: .seconds(3))).askForEver()
            }
            try await Task.sleep(for: .milliseconds(50))
            call.cancel()
            await #expect(throws: CancellationError.self) { try await call.value }
            while enclave.stopReason == nil { try await Task.sleep(for: .milliseconds(10)) }
            #expect(enclave.stopReason == .deadlineExceeded)
        }
    }

    @Test("A task that is cancelled already makes no call", arguments: testedIsolation)
    func cancelledBefore(_ level: IsolationLevel) async throws {
        try await withFixture(level) { _, client async throws in
            let call = Task {
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                return try await client.count()
            }
            await #expect(throws: CancellationError.self) { try await call.value }
            #expect(try await client.count() == 1)
        }
    }

    @Test(
        "An enclave whose main never serves is ended at the launch's timeout",
        arguments: testedIsolation
    )
    func launchTimeout(_ level: IsolationLevel) async throws {
        var options = LaunchOptions()
        options.isolation = .exactly(level)
        options.launchTimeout = .milliseconds(300)
        let image = try await enclaveImage("NeverServesEnclave")
        let error = await enclaveError {
            _ = try await Enclave.launch(image, policy: .development, options: options)
        }
        #expect(error?.code == .launchTimedOut)
    }
}
