import EnclaveTesting
import FixtureInterface
import Foundation
import RedoubtHost
import Testing

@Suite("The platform service ends and starts again", .enabled(if: RunningService.canRun))
struct ServiceRestartTests {
    @Test(
        "A service that is killed harms no enclave, and finds it again with its budget",
        arguments: testedIsolation
    )
    func killed(_ level: IsolationLevel) async throws {
        let service = try await RunningService(limits: "{enclavesPerUser: 1}")
        let image = try await enclaveImage("FixtureEnclave")
        let options = service.options(level)
        try await Enclave.withLaunched(image, policy: .development, options: options) { enclave in
            let client = FixtureClient(enclave)
            let before = try #require(try service.status()).caller
            let call = Task { try await client.exerciseHeap(rounds: 20_000, seed: 1) }
            service.kill(SIGKILL)
            #expect(try await client.add(1, 2) == 3)
            #expect(try await call.value == 0)
            #expect(ProcessTree.isAlive(enclave.monitorProcessID))
            // No step down to a monitor of the host's.
            let error = await #expect(throws: EnclaveError.self) {
                _ = try await Enclave.launch(image, policy: .development, options: options)
            }
            #expect(error?.code == .platformUnavailable)

            try await service.start()
            #expect(try service.status()?.caller == before)
            #expect(
                service.auditHolds(
                    "\"event\":\"found\"",
                    "\"monitor\":\(enclave.monitorProcessID),"
                )
            )
            let full = await #expect(throws: EnclaveError.self) {
                _ = try await Enclave.launch(image, policy: .development, options: options)
            }
            #expect(full?.platformRefusal == .enclaves(used: 1, limit: 1, .user))
            #expect(try await client.add(2, 2) == 4)
        }
        #expect(try await service.waitForEnclaves(0))
        try await Enclave.withLaunched(image, policy: .development, options: options) { _ in }
    }

    @Test("A service that is stopped leaves enclaves running too")
    func stopped() async throws {
        let service = try await RunningService()
        let image = try await enclaveImage("FixtureEnclave")
        let options = service.options(testedIsolation[0])
        try await Enclave.withLaunched(image, policy: .development, options: options) { enclave in
            service.kill(SIGTERM)
            #expect(!FileManager.default.fileExists(atPath: service.socket))
            let sum = try await FixtureClient(enclave).add(1, 2)
            #expect(sum == 3)
        }
    }

    @Test("An enclave that ended while the service did not run is counted no more")
    func endedMeanwhile() async throws {
        let service = try await RunningService()
        let image = try await enclaveImage("FixtureEnclave")
        let options = service.options(testedIsolation[0])
        try await Enclave.withLaunched(image, policy: .development, options: options) { _ in
            service.kill(SIGKILL)
        }
        try await service.start()
        #expect(try service.status()?.machine.enclaves == 0)
        #expect(service.auditHolds("\"event\":\"ended\"", "while the service did not run"))
    }

    @Test("A monitor that hangs is killed by a service that did not start it")
    func stuckAcrossRestart() async throws {
        let service = try await RunningService()
        let image = try await enclaveImage("FixtureEnclave")
        let enclave = try await Enclave.launch(
            image,
            policy: .development,
            options: service.options(testedIsolation[0])
        )
        service.kill(SIGKILL)
        try await service.start()
        let monitor = enclave.monitorProcessID
        kill(monitor, SIGSTOP)
        await enclave.terminate()
        #expect(!ProcessTree.isAlive(monitor))
        #expect(try await service.waitForEnclaves(0))
    }

    @Test("With a socket that systemd keeps, a launch waits while the service is replaced")
    func activated() async throws {
        let service = try await RunningService(isActivated: true)
        let image = try await enclaveImage("FixtureEnclave")
        let options = service.options(testedIsolation[0])
        try await Enclave.withLaunched(image, policy: .development, options: options) { enclave in
            service.kill(SIGTERM)
            // It was not the service's to remove.
            #expect(FileManager.default.fileExists(atPath: service.socket))
            let launch = Task {
                try await Enclave.withLaunched(
                    image,
                    policy: .development,
                    options: options
                ) { try await FixtureClient($0).add(2, 3) }
            }
            try await Task.sleep(for: .milliseconds(100))
            try service.launch()
            #expect(try await launch.value == 5)
            #expect(try await FixtureClient(enclave).add(1, 2) == 3)
            #expect(try service.status()?.caller.enclaves == 1)
        }
        #expect(try await service.waitForEnclaves(0))
    }

    @Test("Two services do not share a state folder")
    func twice() async throws {
        let service = try await RunningService()
        let output = try await run(
            "/usr/bin/setpriv",
            ["--reuid=\(RunningService.user)", "--regid=\(RunningService.user)", "--clear-groups"]
                + ["\(service.folder)/redoubtd", "--socket", "\(service.folder)/other"]
                + ["--state", "\(service.folder)/state"]
        )
        #expect(output.status == 1)
        #expect(output.standardError.contains("another platform service uses"))
    }

    @Test("A service does not run as root")
    func root() async throws {
        let output = try await run(
            productsDirectory.appendingPathComponent("redoubtd").path,
            ["--socket", "/tmp/redoubt-no-such-socket", "--state", "/tmp"]
        )
        #expect(output.status == 1)
        #expect(output.standardError.contains("runs as root"))
    }
}
