import EnclaveTesting
import Foundation
import RedoubtHost
import RedoubtSealingInterface
import SealingFixtureInterface
import Testing

@Suite("Sealing under the platform service", .enabled(if: RunningService.canRun))
struct ServiceSealingTests {
    private func withEnclave<Result>(
        _ options: LaunchOptions,
        _ body: (SealingFixtureClient<Enclave>) async throws -> Result
    ) async throws -> Result {
        try await Enclave.withLaunched(
            try await enclaveImage("SealingFixtureEnclave"),
            policy: .development,
            options: options
        ) { enclave in
            try await body(SealingFixtureClient(enclave))
        }
    }

    private func refusal(
        _ options: LaunchOptions,
        _ blob: [UInt8]
    ) async throws -> SealingError? {
        try await withEnclave(options) { client async throws in
            do {
                _ = try await client.unseal(blob, [])
                return nil
            } catch let error as SealingError {
                return error
            }
        }
    }

    @Test(
        "Blobs outlive the service and its epochs, and are apart from those of the development mode",
        arguments: testedIsolation
    )
    func modes(_ level: IsolationLevel) async throws {
        let service = try await RunningService()
        let served = service.options(level)
        var own = LaunchOptions()
        own.isolation = .exactly(level)
        own.platform = .development
        let blob = try await withEnclave(served) { client async throws in
            try await client.seal(.exactCode, [1, 2, 3], [])
        }
        let ownBlob = try await withEnclave(own) { client async throws in
            try await client.seal(.exactCode, [1, 2, 3], [])
        }
        #expect(try await refusal(own, blob) == .otherMode(isSealedInDevelopment: false))
        #expect(try await refusal(served, ownBlob) == .otherMode(isSealedInDevelopment: true))
        let rotated = try await run(
            productsDirectory.appendingPathComponent("redoubt").path,
            ["platform", "rotate", "--socket", service.socket]
        )
        #expect(rotated.status == 0, "\(rotated.standardError)")
        service.kill(SIGKILL)
        try await service.start()
        let renewed = try await withEnclave(served) { client async throws in
            let opened = try await client.unseal(blob, [])
            #expect(opened == Unsealed(content: [1, 2, 3], needsReseal: true))
            let renewed = try await client.seal(.exactCode, opened.content, [])
            #expect(try await client.unseal(renewed, []).needsReseal == false)
            return renewed
        }
        #expect(renewed[8] == 2)
        // Another service, with other secrets.
        let other = try await RunningService()
        #expect(try await refusal(other.options(level), blob) == .otherPlatform)
    }
}
