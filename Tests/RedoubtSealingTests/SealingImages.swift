import EnclaveTesting
import Foundation
import RedoubtHost
import RedoubtImage
import RedoubtSealingInterface
import SealingFixtureInterface

/// What another image of the fixture declares, and who signed it.
struct SealingImage: Sendable {
    var signer = SealingAuthors.first
    var configuration: @Sendable (inout EnclaveConfiguration) -> Void = { _ in }
    var isDebug = false
}

/// Two authors, for as long as the tests run.
enum SealingAuthors {
    static let first = SigningKey(.p256)
    static let second = SigningKey(.p384)
}

/// Launches the enclave that seals, as an image declares it, and calls `body` with it.
func withSealingFixture<Result>(
    _ level: IsolationLevel,
    _ image: SealingImage = SealingImage(),
    options: LaunchOptions = LaunchOptions(),
    _ body: (SealingFixtureClient<Enclave>) async throws -> Result
) async throws -> Result {
    let path = try await enclaveImage("SealingFixtureEnclave")
    let parsed = try EnclaveImage([UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
    let signed = try parsed.reconfigured(image.configuration).signed(with: image.signer)
    let file = FileManager.default.temporaryDirectory
        .appendingPathComponent("redoubt-test-\(UUID().uuidString).enclave")
    try Data(signed.encoded()).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var options = options
    options.isolation = .exactly(level)
    options.debug = image.isDebug
    return try await Enclave.withLaunched(
        file.path,
        policy: .measured(signed.declaredMeasurement),
        options: options
    ) { enclave in
        try await body(SealingFixtureClient(enclave))
    }
}

/// What an enclave throws; nil if it throws nothing.
func sealingRefusal(_ body: () async throws -> Void) async throws -> SealingError? {
    do {
        try await body()
        return nil
    } catch let error as SealingError {
        return error
    }
}
