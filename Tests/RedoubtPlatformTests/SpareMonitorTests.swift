import EnclaveTesting
import FixtureInterface
import Foundation
import Glibc
import RedoubtHost
import Testing

@Suite("A monitor ahead of need", .enabled(if: RunningService.canRun))
struct SpareMonitorTests {
    /// The service's children, once it has that many.
    private func children(of service: RunningService, count: Int) async throws -> [Int32] {
        #expect(
            try await eventually { ProcessTree.children(of: service.processID).count == count },
            "\(ProcessTree.children(of: service.processID))"
        )
        return ProcessTree.children(of: service.processID)
    }

    @Test("A launch takes the spare monitor, and the service starts another")
    func taken() async throws {
        let service = try await RunningService()
        let spare = try #require(try await children(of: service, count: 1).first)
        let image = try await enclaveImage("FixtureEnclave")
        let level = testedIsolation[0]
        try await Enclave.withLaunched(
            image,
            policy: .development,
            options: service.options(level)
        ) { enclave in
            #expect(enclave.monitorProcessID == spare)
            let both = try await children(of: service, count: 2)
            #expect(both.contains(spare))
            let sum = try await FixtureClient(enclave).add(1, 2)
            #expect(sum == 3)
        }
        let next = try await children(of: service, count: 1)
        #expect(next != [spare])
    }

    @Test("A spare monitor that died is no hindrance")
    func died() async throws {
        let service = try await RunningService()
        let spare = try #require(try await children(of: service, count: 1).first)
        kill(spare, SIGKILL)
        let image = try await enclaveImage("FixtureEnclave")
        try await Enclave.withLaunched(
            image,
            policy: .development,
            options: service.options(testedIsolation[0])
        ) { enclave in
            #expect(enclave.monitorProcessID != spare)
            let sum = try await FixtureClient(enclave).add(1, 2)
            #expect(sum == 3)
        }
        // Its remains are gone too.
        #expect(kill(spare, 0) == -1 && errno == ESRCH)
    }

    @Test("The spare monitor ends with its service", arguments: [SIGKILL, SIGTERM])
    func ends(signal: Int32) async throws {
        let service = try await RunningService()
        let spare = try #require(try await children(of: service, count: 1).first)
        service.kill(signal)
        #expect(try await eventually { !ProcessTree.isAlive(spare) })
    }
}
