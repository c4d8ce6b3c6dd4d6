import DeliveryFixtureInterface
import EnclaveTesting
import Foundation
import RedoubtAttestation
import RedoubtControl
import RedoubtDeliveryInterface
import RedoubtHost
import Testing

@Suite("Evidence of the platform service", .enabled(if: RunningService.canRun))
struct ServiceDeliveryTests {
    private func withEnclave<Result>(
        _ options: LaunchOptions,
        _ body: (Enclave, DeliveryFixtureClient<Enclave>) async throws -> Result
    ) async throws -> Result {
        try await Enclave.withLaunched(
            try await enclaveImage("DeliveryFixtureEnclave"),
            policy: .development,
            options: options
        ) { enclave in
            try await body(enclave, DeliveryFixtureClient(enclave))
        }
    }

    private func key(_ service: RunningService) async throws -> [UInt8] {
        let printed = try await run(
            productsDirectory.appendingPathComponent("redoubt").path,
            ["platform", "key", "--socket", service.socket]
        )
        try #require(printed.status == 0, "\(printed.standardError)")
        return Array(printed.standardOutput.utf8)
    }

    private func reasons(_ offer: [UInt8], _ key: [UInt8]) throws -> [Reason.Code] {
        let read = try DeliveryOffer(bytes: offer)
        #expect(read.isAttested)
        let verdict = try EnclaveEvidence(read.proof)
            .appraise(platformKey: key, at: Timestamp(Date()), policy: AppraisalPolicy())
        return switch verdict {
        case .accepted: []
        case .refused(let refusal): refusal.map(\.code)
        }
    }

    @Test(
        "The service vouches for its enclaves alone, without the development mode's mark, also in a later epoch",
        arguments: testedIsolation
    )
    func service(_ level: IsolationLevel) async throws {
        let service = try await RunningService()
        let first = try await key(service)
        var own = LaunchOptions()
        own.isolation = .exactly(level)
        own.platform = .development
        own.log = { _ in }
        let ownOffer = try await withEnclave(own) { _, client async throws in
            try await client.makeKey("patients", [])
        }
        try await withEnclave(service.options(level)) { enclave, client async throws in
            let offer = try await client.makeKey("patients", [])
            let attested = try await enclave.attestedOffer(offer)
            #expect(try reasons(attested, first) == [])
            #expect(service.auditHolds("\"event\":\"evidence\""))
            // An enclave of the development mode is not the service's.
            await #expect(throws: EnclaveError.self) { try await enclave.attestedOffer(ownOffer) }
            #expect(service.auditHolds("\"event\":\"evidence\"", "refused"))
            let rotated = try await run(
                productsDirectory.appendingPathComponent("redoubt").path,
                ["platform", "rotate", "--socket", service.socket]
            )
            #expect(rotated.status == 0, "\(rotated.standardError)")
            let second = try await key(service)
            #expect(first != second)
            let again = try await enclave.attestedOffer(offer)
            #expect(try reasons(again, second) == [])
            #expect(try reasons(again, first) == [.evidenceSignature])
        }
        let other = try await RunningService()
        try await withEnclave(other.options(level)) { enclave, client async throws in
            let attested = try await enclave.attestedOffer(
                try await client.makeKey("patients", [])
            )
            #expect(try reasons(attested, first) == [.evidenceSignature])
        }
    }
}
