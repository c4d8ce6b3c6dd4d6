import EnclaveTesting
import FixtureInterface
import Foundation
import RedoubtHost
import Testing

@Suite("Beginning and end")
struct LifetimeTests {
    @Test(
        "A monitor that is killed in mid-call fails the call, and other enclaves go on",
        arguments: testedIsolation
    )
    func monitorKilled(_ level: IsolationLevel) async throws {
        try await withFixture(level) { _, other async throws in
            try await withFixture(level) { enclave, client async throws in
                let family = family(of: enclave.monitorProcessID, at: level)
                let call = Task { await enclaveError { try await client.loopForEver() } }
                try await Task.sleep(for: .milliseconds(50))
                kill(enclave.monitorProcessID, SIGKILL)
                #expect(await call.value?.stopReason == .monitorLost)
                #expect(try await haveEnded(family))
            }
            #expect(try await other.add(1, 1) == 2)
        }
    }

    @Test(
        "A host that is killed takes its monitor and its enclave along",
        arguments: testedIsolation
    )
    func hostKilled(_ level: IsolationLevel) async throws {
        let image = try await enclaveImage("FixtureEnclave")
        let index = try #require(IsolationLevel.strongestFirst.firstIndex(of: level))
        let host = Process()
        let output = Pipe()
        host.executableURL = productsDirectory.appendingPathComponent("FixtureHost")
        host.arguments = ["hold", image, String(index)]
        host.standardOutput = output
        try host.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let monitor = try #require(Int32(line.trimmingCharacters(in: .whitespacesAndNewlines)))
        let family = family(of: monitor, at: level)
        kill(host.processIdentifier, SIGKILL)
        #expect(try await haveEnded(family))
    }

    @Test("An enclave that is ended leaves no process", arguments: testedIsolation)
    func ended(_ level: IsolationLevel) async throws {
        var processes: [Int32] = []
        try await withFixture(level) { enclave, client async throws in
            processes = family(of: enclave.monitorProcessID, at: level)
            #expect(try await client.add(1, 1) == 2)
        }
        #expect(try await haveEnded(processes))
    }

    /// A monitor and its jailed process, which run.
    private func family(of monitor: Int32, at level: IsolationLevel) -> [Int32] {
        let family = [monitor] + ProcessTree.children(of: monitor)
        #expect(family.count == (level.backend == .process ? 2 : 1))
        #expect(family.allSatisfy(ProcessTree.isAlive))
        return family
    }

    /// Whether processes end, if need be within 30 seconds.
    private func haveEnded(_ processes: [Int32]) async throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(30)
        while processes.contains(where: ProcessTree.isAlive), ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(20))
        }
        return !processes.contains(where: ProcessTree.isAlive)
    }

    @Test("A thousand launches in a row leave nothing behind", arguments: testedIsolation)
    func launchMany(_ level: IsolationLevel) async throws {
        let image = try await enclaveImage("FixtureEnclave")
        let index = try #require(IsolationLevel.strongestFirst.firstIndex(of: level))
        let output = try await run(
            productsDirectory.appendingPathComponent("FixtureHost").path,
            ["launch-many", image, String(index), "1000"]
        )
        try #require(output.status == 0, "\(output.standardError)")
        let grown = output.standardOutput.split(whereSeparator: \.isWhitespace).compactMap {
            Int($0)
        }
        try #require(grown.count == 4, "\(output.standardOutput)")
        #expect(grown[0] == 0, "descriptors")
        #expect(grown[1] == 0, "processes")
        #expect(grown[2] <= 2, "threads; the pool's may vary")
        // A leak of one page each would be 4,000 KiB.
        #expect(grown[3] < 3_000, "resident KiB")
    }

    @Test("An idle enclave uses no processor time", arguments: testedIsolation)
    func idle(_ level: IsolationLevel) async throws {
        try await withFixture(level) { enclave, client async throws in
            let monitor = enclave.monitorProcessID
            let processes = [monitor] + ProcessTree.children(of: monitor)
            func ticks() throws -> Int {
                try processes.reduce(0) { try $0 + #require(ProcessTree.usedTicks($1)) }
            }
            let start = try ticks()
            // The control: time that calls use is seen, however little of it a busy machine gives them.
            let end = ContinuousClock.now + .seconds(30)
            while try ticks() - start <= 10, ContinuousClock.now < end {
                for _ in 0..<1_000 { try await client.empty() }
            }
            #expect(try ticks() - start > 10)

            try await Task.sleep(for: .milliseconds(200))
            let before = try ticks()
            try await Task.sleep(for: .seconds(2))
            #expect(try ticks() - before <= 1)
        }
    }

    @Test("The last reference to an enclave takes it along", arguments: testedIsolation)
    func lastReference(_ level: IsolationLevel) async throws {
        var options = LaunchOptions()
        options.isolation = .exactly(level)
        let image = try await enclaveImage("FixtureEnclave")
        var enclave: Enclave? = try await Enclave.launch(
            image,
            policy: .development,
            options: options
        )
        let monitor = try #require(enclave?.monitorProcessID)
        #expect(ProcessTree.isAlive(monitor))
        enclave = nil
        #expect(try await haveEnded([monitor]))
    }

    @Test(
        "An error of the body passes through, and the enclave ends all the same",
        arguments: testedIsolation
    )
    func bodyThrows(_ level: IsolationLevel) async throws {
        struct Mine: Error {}
        let kept = Guarded<Enclave?>(nil)
        await #expect(throws: Mine.self) {
            try await withFixture(level) { enclave, _ in
                kept.withLock { $0 = enclave }
                throw Mine()
            }
        }
        let enclave = try #require(kept.withLock { $0 })
        #expect(enclave.stopReason == .requested)
        #expect(!ProcessTree.isAlive(enclave.monitorProcessID))
    }
}
