import CRedoubtABI
import EnclaveTesting
import Foundation
import KeyFixtureInterface
import RedoubtCrypto
import RedoubtHost
import RedoubtKeys

/// A folder of root secrets that goes with this value.
final class TemporaryRoot: Sendable {
    let folder: String

    init() {
        folder =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-root-\(UUID().uuidString)").path
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// SHA-256 of what an enclave should be given, as the fixture computes it of what it was given.
    func digest(for identity: EnclaveIdentity) throws -> [UInt8] {
        let given = try givenKeys(RootSecretFolder(folder).load(), to: identity)
        return Array(SHA256.hash(data: given.prefix(MemoryLayout<redoubt_keys>.size)))
    }
}

/// Launches the enclave that tells its keys' digest.
func withEnclave(
    _ level: IsolationLevel,
    _ root: TemporaryRoot,
    _ change: (inout LaunchOptions) -> Void = { _ in },
    _ body: (Enclave, KeyFixtureClient<Enclave>) async throws -> Void
) async throws {
    var options = LaunchOptions()
    options.isolation = .exactly(level)
    options.platform = .development
    options.developmentFolder = root.folder
    options.log = { _ in }
    change(&options)
    try await Enclave.withLaunched(
        try await enclaveImage("KeyFixtureEnclave"),
        policy: .development,
        options: options
    ) { enclave in
        try await body(enclave, KeyFixtureClient(enclave))
    }
}
