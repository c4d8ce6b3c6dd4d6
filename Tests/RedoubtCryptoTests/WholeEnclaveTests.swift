import CryptoFixtureInterface
import EnclaveTesting
import Foundation
import RedoubtHost
import RedoubtSealingInterface
import Testing

/// The enclave whose trusted code `LinkedCodeTests` measures does what it was linked for.
@Suite("An enclave with every algorithm")
struct WholeEnclaveTests {
    @Test("It seals, delivers to itself, and stores", arguments: testedIsolation)
    func works(_ level: IsolationLevel) async throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-test-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        var options = LaunchOptions()
        options.isolation = .exactly(level)
        options.handlers = [SealedStorageDispatcher(try SealedFolder(path: path))]
        try await Enclave.withLaunched(
            try await enclaveImage("CryptoFixtureEnclave"),
            policy: .development,
            options: options
        ) { enclave async throws in
            let client = CryptoFixtureClient(enclave)
            let content = Array("content".utf8)
            #expect(
                try await client.sealDeliverAndStore(content) == [content, content, content]
            )
        }
    }
}
