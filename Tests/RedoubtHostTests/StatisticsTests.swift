import EnclaveTesting
import FixtureInterface
import Foundation
import RedoubtHost
import Testing

@Suite("Statistics of enclaves")
struct StatisticsTests {
    @Test(arguments: testedIsolation)
    func `The page of a live enclave says what was called, and is gone after the end`(
        _ level: IsolationLevel
    ) async throws {
        var monitor: Int32 = 0
        try await withFixture(level) { enclave, client async throws in
            monitor = enclave.monitorProcessID
            for number in 0..<50 { _ = try await client.add(number, 1) }
            for code in 0..<3 {
                await #expect(throws: FixtureError.self) { try await client.fail(with: code) }
            }
            for number in 0..<2 { _ = try await client.askHost(number) }
            let tooMuch = [UInt8](repeating: 0, count: enclave.channelMemory.layout.payloadBytes)
            let refusal = await enclaveError { _ = try await client.echo(tooMuch) }
            #expect(refusal?.code == .argumentsTooLarge)

            let reading = try #require(try statistics(of: enclave))
            #expect(reading.sum(\.calls) == 56)
            #expect(reading.sum(\.failures) == 4)
            #expect(reading.sum(\.hostCalls) == 2)
            #expect(reading.latencies.contains { $0 > 0 })
            #expect(reading.count(.idle) == enclave.threadCount)
            #expect(reading.description.image == "FixtureEnclave")
            #expect(reading.description.identity == enclave.identity)
            #expect(reading.description.isolation == level)
            #expect(reading.description.threadCount == enclave.threadCount)
            #expect(reading.description.hostProcess == getpid())
            #expect(reading.description.memoryBytes > 0)
        }
        #expect(try statistics(ofMonitor: monitor) == nil)
    }

    @Test(arguments: testedIsolation)
    func `A call that runs is seen, and one that was cancelled counts as failed`(
        _ level: IsolationLevel
    ) async throws {
        try await withFixture(level) { enclave, client async throws in
            let call = Task { try await client.meet(parties: 2) }
            while try statistics(of: enclave)?.count(.waiting) != 1 {
                try await Task.sleep(for: .milliseconds(5))
            }
            call.cancel()
            await #expect(throws: CancellationError.self) { try await call.value }
            // Lets the cancelled one end, too.
            try await client.meet(parties: 2)
            while try statistics(of: enclave)?.sum(\.calls) != 2 {
                try await Task.sleep(for: .milliseconds(5))
            }
            let reading = try #require(try statistics(of: enclave))
            #expect(reading.sum(\.failures) == 1)
            #expect(reading.sum(\.sleeps) >= 1)
            #expect(reading.count(.idle) == enclave.threadCount)
        }
    }

    @Test(arguments: testedIsolation.filter { $0.backend == .virtualization })
    func `Resets are counted`(_ level: IsolationLevel) async throws {
        try await withFixture(level) { enclave, client async throws in
            for _ in 0..<2 { try await enclave.reset() }
            #expect(try statistics(of: enclave)?.resets == 2)
        }
    }

    @Test func `An enclave whose host wants no statistics has no page`() async throws {
        let level = try #require(testedIsolation.last)
        try await withFixture(level, { $0.publishesStatistics = false }) {
            enclave,
            client async throws in
            #expect(try await client.add(1, 1) == 2)
            #expect(try statistics(of: enclave) == nil)
        }
    }

    @Test func `A launch succeeds where no page can be made`() async throws {
        let folder = try StatisticsFolder()
        let target = try StatisticsFolder()
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/redoubt",
            withDestinationPath: target.path
        )
        let host = try await HoldingHost(["XDG_RUNTIME_DIR": folder.path])
        #expect(ProcessTree.isAlive(host.monitor))
        #expect(try target.names == [])
        host.kill()
    }

    @Test func `The page of a host that was killed is not shown by redoubt top, and removed`()
        async throws
    {
        let folder = try StatisticsFolder()
        let environment = ["XDG_RUNTIME_DIR": folder.path]
        let path = "\(folder.path)/redoubt"
        let host = try await HoldingHost(environment)
        #expect(try statistics(ofMonitor: host.monitor, in: path) != nil)
        let before = try await top(environment: environment)
        #expect(before.contains { $0["monitor_pid"] as? Int32 == host.monitor })
        host.kill()
        #expect(try FileManager.default.contentsOfDirectory(atPath: path).count == 1)
        let after = try await top(environment: environment)
        #expect(!after.contains { $0["monitor_pid"] as? Int32 == host.monitor })
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == [])
    }
}

/// A host that has launched an enclave and keeps a call running.
struct HoldingHost {
    private let process: Process
    let monitor: Int32

    init(_ environment: [String: String]) async throws {
        let level = try #require(testedIsolation.last)
        let index = try #require(IsolationLevel.strongestFirst.firstIndex(of: level))
        process = Process()
        process.executableURL = productsDirectory.appendingPathComponent("FixtureHost")
        process.arguments = ["hold", try await enclaveImage("FixtureEnclave"), String(index)]
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        monitor = try #require(Int32(line.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    /// Kills it, and waits until it and its monitor are gone.
    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
        ProcessTree.waitForEnd(of: process.processIdentifier)
        ProcessTree.waitForEnd(of: monitor)
    }
}
