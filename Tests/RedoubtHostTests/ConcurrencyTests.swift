import EnclaveTesting
import FixtureInterface
import Foundation
import RedoubtHost
import Testing

@Suite("Several calls at a time")
struct ConcurrencyTests {
    @Test("As many calls run at the same time as threads are declared", arguments: testedIsolation)
    func callsRunTogether(_ level: IsolationLevel) async throws {
        try await withFixture(level) { enclave, client async throws in
            let threads = enclave.threadCount
            #expect(threads == 4)
            // Each call returns only once all are inside.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<threads { group.addTask { try await client.meet(parties: threads) } }
                try await group.waitForAll()
            }
        }
    }

    @Test("More callers than threads wait their turn, and none is lost", arguments: testedIsolation)
    func callersWait(_ level: IsolationLevel) async throws {
        try await withFixture(level) { _, client async throws in
            let sums = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<200 { group.addTask { try await client.count() } }
                return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            #expect(sums == Set(1...200))
        }
    }

    @Test(
        "Calls that never have to wait leave their thread to other tasks now and then",
        arguments: testedIsolation
    )
    func callsTakeTurns(_ level: IsolationLevel) async throws {
        // As many as there are threads for tasks, and one more.
        let loops = ProcessInfo.processInfo.activeProcessorCount + 1
        let running = Guarded(0)
        let isOver = Guarded(false)
        let isLate = Guarded(false)
        // No task: if the test is to fail, none runs.
        Thread.detachNewThread {
            for _ in 0..<600 where !isOver.withLock({ $0 }) { usleep(100_000) }
            guard !isOver.withLock({ $0 }) else { return }
            isLate.withLock { $0 = true }
            isOver.withLock { $0 = true }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<loops {
                group.addTask {
                    try await withFixture(level) { _, client async throws in
                        running.withLock { $0 += 1 }
                        while !isOver.withLock({ $0 }) { #expect(try await client.add(1, 1) == 2) }
                    }
                }
            }
            while running.withLock({ $0 }) < loops, !isLate.withLock({ $0 }) {
                try await Task.sleep(for: .milliseconds(1))
            }
            for _ in 0..<100 { try await Task.sleep(for: .microseconds(100)) }
            isOver.withLock { $0 = true }
            try await group.waitForAll()
        }
        #expect(!isLate.withLock { $0 }, "no other task ran for a minute")
    }

    @Test(
        "A call that finds no thread in time says that the enclave is busy",
        arguments: testedIsolation
    )
    func busy(_ level: IsolationLevel) async throws {
        let inside = Guarded(0)
        try await withFixture(level, { $0.log = { _ in inside.withLock { $0 += 1 } } }) {
            enclave,
            client async throws in
            let blockers = (0..<enclave.threadCount).map { _ in
                Task { try await client.meet(parties: 1_000) }
            }
            while inside.withLock({ $0 }) < enclave.threadCount {
                try await Task.sleep(for: .milliseconds(1))
            }
            let error = await enclaveError {
                _ = try await FixtureClient(enclave.calls(timeout: .milliseconds(50))).add(1, 1)
            }
            #expect(error?.code == .busy)
            await enclave.terminate()
            for blocker in blockers {
                let result = await blocker.result
                #expect(throws: EnclaveError.self) { try result.get() }
            }
        }
    }

    @Test("One call more than may wait is refused at once", arguments: testedIsolation)
    func waitingLimit(_ level: IsolationLevel) async throws {
        let inside = Guarded(0)
        try await withFixture(
            level,
            {
                $0.log = { _ in inside.withLock { $0 += 1 } }
                $0.waitingCallLimit = 2
            }
        ) { enclave, client async throws in
            let threads = enclave.threadCount
            let callers = (0..<threads - 1).map { _ in
                Task { try await client.meet(parties: threads) }
            }
            let last = Task { try await client.loopForEver() }
            while inside.withLock({ $0 }) < threads - 1 {
                try await Task.sleep(for: .milliseconds(1))
            }
            try await Task.sleep(for: .milliseconds(50))
            let waiting = (0..<2).map { _ in Task { try await client.add(1, 1) } }
            try await Task.sleep(for: .milliseconds(50))
            let error = await enclaveError { _ = try await client.add(1, 1) }
            #expect(error?.code == .busy)
            #expect(error?.message.contains("waitingCallLimit") == true)
            await enclave.terminate()
            for call in waiting {
                let result = await call.result
                #expect(throws: EnclaveError.self) { try result.get() }
            }
            for call in callers + [last] {
                let result = await call.result
                #expect(throws: EnclaveError.self) { try result.get() }
            }
        }
    }
}
