import EnclaveTesting
import FixtureInterface
import Foundation
import RedoubtHost
import Testing

@Suite("Ends of enclaves of the platform service", .enabled(if: RunningService.canRun))
struct ServiceEndTests {
    @Test(
        "A monitor that is killed in mid-call fails the call, is written down, and harms no other",
        arguments: testedIsolation
    )
    func monitorKilled(_ level: IsolationLevel) async throws {
        let service = try await RunningService()
        let image = try await enclaveImage("FixtureEnclave")
        let options = service.options(level)
        try await Enclave.withLaunched(image, policy: .development, options: options) { other in
            let enclave = try await Enclave.launch(
                image,
                policy: .development,
                options: options
            )
            let call = Task { try await FixtureClient(enclave).loopForEver() }
            try await Task.sleep(for: .milliseconds(50))
            kill(enclave.monitorProcessID, SIGKILL)
            let error = await #expect(throws: EnclaveError.self) { try await call.value }
            #expect(error?.stopReason == .monitorLost)
            #expect(try await service.waitForEnclaves(1))
            #expect(
                try await eventually {
                    service.auditHolds(
                        "\"event\":\"ended\"",
                        "\"monitor\":\(enclave.monitorProcessID),",
                        "killed by signal 9"
                    )
                }
            )
            #expect(try await FixtureClient(other).add(1, 1) == 2)
        }
    }

    @Test("An enclave that faults is written down as one that faulted", arguments: testedIsolation)
    func fault(_ level: IsolationLevel) async throws {
        let service = try await RunningService()
        let image = try await enclaveImage("FixtureEnclave")
        try await Enclave.withLaunched(
            image,
            policy: .development,
            options: service.options(level)
        ) { enclave in
            let error = await #expect(throws: EnclaveError.self) {
                _ = try await FixtureClient(enclave).add(.max, 1)
            }
            #expect(error?.stopReason == .fault(.init(.illegalOperation)))
        }
        #expect(service.auditHolds("\"event\":\"ended\"", "the enclave faulted"))
    }

    @Test(
        "A host that is killed takes its monitor along, one that hangs too",
        arguments: testedIsolation,
        [false, true]
    )
    func hostKilled(_ level: IsolationLevel, isStuck: Bool) async throws {
        let service = try await RunningService()
        let image = try await enclaveImage("FixtureEnclave")
        let index = try #require(IsolationLevel.strongestFirst.firstIndex(of: level))
        let host = Process()
        let output = Pipe()
        host.executableURL = productsDirectory.appendingPathComponent("FixtureHost")
        host.arguments = ["hold", image, String(index)]
        host.environment = ProcessInfo.processInfo.environment.merging(
            [PlatformSocket.environmentVariable: service.socket]
        ) { $1 }
        host.standardOutput = output
        host.standardError = FileHandle.nullDevice
        try host.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let monitor = try #require(Int32(line.trimmingCharacters(in: .whitespacesAndNewlines)))
        let family = [monitor] + ProcessTree.children(of: monitor)
        #expect(user(of: monitor) == RunningService.user)
        if isStuck { kill(monitor, SIGSTOP) }
        kill(host.processIdentifier, SIGKILL)
        #expect(try await eventually { !family.contains(where: ProcessTree.isAlive) })
        #expect(try await service.waitForEnclaves(0))
        #expect(
            service.auditHolds(
                "\"event\":\"ended\"",
                isStuck ? "hung and was killed" : "its host let go of it"
            )
        )
    }

    @Test("A monitor that hangs is killed once its host lets go of it", arguments: testedIsolation)
    func stuck(_ level: IsolationLevel) async throws {
        let service = try await RunningService()
        let image = try await enclaveImage("FixtureEnclave")
        let enclave = try await Enclave.launch(
            image,
            policy: .development,
            options: service.options(level)
        )
        let monitor = enclave.monitorProcessID
        kill(monitor, SIGSTOP)
        await enclave.terminate()
        #expect(!ProcessTree.isAlive(monitor))
        #expect(try service.status()?.machine.enclaves == 0)
    }

    @Test("A service that is stopped in mid-launch keeps no caller waiting beyond its deadline")
    func stoppedService() async throws {
        let service = try await RunningService()
        let image = try await enclaveImage("FixtureEnclave")
        service.kill(SIGSTOP)
        var options = service.options(testedIsolation[0])
        options.launchTimeout = .seconds(2)
        let error = await #expect(throws: EnclaveError.self) {
            _ = try await Enclave.launch(image, policy: .development, options: options)
        }
        #expect(error?.code == .launchTimedOut)
        service.kill(SIGCONT)
        #expect(try await service.waitForEnclaves(0))
    }

    @Test("Launches in a row leave nothing in the service")
    func many() async throws {
        let service = try await RunningService()
        let image = try await enclaveImage("FixtureEnclave")
        let level = try #require(IsolationLevel.strongestFirst.firstIndex(of: testedIsolation[0]))
        let before = try await service.settledDescriptorCount()
        let output = try await run(
            productsDirectory.appendingPathComponent("FixtureHost").path,
            ["launch-many", image, String(level), "100"],
            environment: [PlatformSocket.environmentVariable: service.socket]
        )
        #expect(output.status == 0, "\(output.standardError)")
        #expect(try await eventually { try service.descriptorCount() == before })
        #expect(try await eventually { service.processes(sparing: []).isEmpty })
        // It launches 200 more, for warming up.
        #expect(service.audit.count { $0.contains("\"event\":\"ended\"") } == 300)
    }
}
