import EnclaveTesting
import FixtureInterface
import Foundation
import RedoubtHost
import Testing

@Suite("Launches by the platform service", .enabled(if: RunningService.canRun))
struct ServiceLaunchTests {
    @Test(
        "An enclave that the service launched answers calls, and its monitor has another user",
        arguments: testedIsolation
    )
    func launchAndCall(_ level: IsolationLevel) async throws {
        let service = try await RunningService()
        let image = try await enclaveImage("FixtureEnclave")
        let monitor = try await Enclave.withLaunched(
            image,
            policy: .development,
            options: service.options(level)
        ) { enclave in
            #expect(enclave.platformMode == .service)
            #expect(enclave.isolation == level)
            let client = FixtureClient(enclave)
            #expect(try await client.add(1, 2) == 3)
            #expect(try await client.platformMode() == PlatformMode.service.rawValue)
            let monitor = enclave.monitorProcessID
            for process in [monitor] + ProcessTree.children(of: monitor) {
                #expect(user(of: process) == RunningService.user)
            }
            let status = try #require(try service.status())
            #expect(status.processID == service.processID)
            #expect(status.userID == RunningService.user)
            #expect(status.caller.enclaves == 1 && status.caller.memoryBytes > 4 << 20)
            return monitor
        }
        #expect(!ProcessTree.isAlive(monitor))
        // The host waits until the service counts the enclave no more.
        #expect(try service.status()?.machine.enclaves == 0)
        #expect(try service.status()?.machine.memoryBytes == 0)
        #expect(service.auditHolds("\"event\":\"launched\"", "\"monitor\":\(monitor),"))
        #expect(service.auditHolds("\"event\":\"launched\"", "\"isolation\":\"\(level)\""))
        #expect(service.auditHolds("\"event\":\"ended\"", "its host let go of it"))
        let records = try FileManager.default.contentsOfDirectory(
            atPath: "\(service.folder)/state/enclaves"
        )
        #expect(records == [])
    }

    @Test("Without a service the host starts the monitor, and the enclave knows")
    func development() async throws {
        let image = try await enclaveImage("FixtureEnclave")
        var options = LaunchOptions()
        options.platform = .development
        options.log = { _ in }
        try await Enclave.withLaunched(image, policy: .development, options: options) { enclave in
            #expect(enclave.platformMode == .development)
            let mode = try await FixtureClient(enclave).platformMode()
            #expect(mode == PlatformMode.development.rawValue)
            #expect(user(of: enclave.monitorProcessID) == geteuid())
        }
    }

    @Test("The service is used by itself when it is there, and only then")
    func automatic() async throws {
        let image = try await enclaveImage("FixtureEnclave")
        let host = productsDirectory.appendingPathComponent("FixtureHost").path
        let service = try await RunningService()
        let level = try #require(IsolationLevel.strongestFirst.firstIndex(of: testedIsolation[0]))
        func launch(_ socket: String) async throws -> ProgramOutput {
            try await run(
                host,
                ["launch-many", image, String(level), "1"],
                environment: [PlatformSocket.environmentVariable: socket]
            )
        }
        #expect(try await launch("\(service.folder)/none").status == 0)
        #expect(!service.auditHolds("\"event\":\"launched\""))
        #expect(try await launch(service.socket).status == 0)
        #expect(service.auditHolds("\"event\":\"launched\""))

        // A service that was killed has left its socket behind: that is no reason for a weaker launch.
        service.kill(SIGKILL)
        let refused = try await launch(service.socket)
        #expect(refused.status != 0)
        #expect(refused.standardError.contains("the platform service does not answer"))
        // One that was stopped has taken it along.
        try await service.start()
        service.kill(SIGTERM)
        #expect(try await launch(service.socket).status == 0)
    }

    @Test("A launch that requires a service fails without one, by name")
    func required() async throws {
        var options = LaunchOptions()
        options.platform = .service(path: "/tmp/redoubt-no-such-socket")
        let image = try await enclaveImage("FixtureEnclave")
        let error = await #expect(throws: EnclaveError.self) {
            _ = try await Enclave.launch(image, policy: .development, options: options)
        }
        #expect(error?.code == .platformUnavailable)
    }

    @Test("What a monitor refuses, the service passes on with its reason and writes down")
    func refusals() async throws {
        let service = try await RunningService()
        let level = testedIsolation[0]
        let options = service.options(level)
        let image = try await enclaveImage("FixtureEnclave")
        let policy = await #expect(throws: EnclaveError.self) {
            _ = try await Enclave.launch(image, policy: .measured(), options: options)
        }
        #expect(policy?.code == .policyRefused && policy?.violations.isEmpty == false)
        for other in ["/dev/zero", service.folder, "/proc/self/maps"] {
            let error = await #expect(throws: EnclaveError.self) {
                _ = try await Enclave.launch(other, policy: .development, options: options)
            }
            #expect(error?.code == .imageRefused, "\(other)")
        }
        #expect(service.audit.count { $0.contains("\"event\":\"refused\"") } == 4)
        #expect(try service.status()?.machine.enclaves == 0)
    }

    @Test("A host of the service's own user is refused")
    func sameUser() async throws {
        let service = try await RunningService()
        let image = "\(service.folder)/image"
        try FileManager.default.copyItem(
            atPath: try await enclaveImage("FixtureEnclave"),
            toPath: image
        )
        let host = "\(service.folder)/FixtureHost"
        try FileManager.default.copyItem(
            at: productsDirectory.appendingPathComponent("FixtureHost"),
            to: URL(fileURLWithPath: host)
        )
        func launch(as user: UInt32) async throws -> ProgramOutput {
            try await run(
                "/usr/bin/setpriv",
                ["--reuid=\(user)", "--regid=\(user)", "--clear-groups", host]
                    + ["launch-many", image, "3", "1"],
                environment: [PlatformSocket.environmentVariable: service.socket]
            )
        }
        let own = try await launch(as: RunningService.user)
        #expect(own.status != 0 && own.standardError.contains("the host's own user"))
        let other = try await launch(as: 65_532)
        #expect(other.status == 0, "\(other.standardError)")
        #expect(service.auditHolds("\"event\":\"launched\"", "\"user\":65532"))
    }
}
