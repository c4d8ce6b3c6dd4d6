import EnclaveTesting
import Foundation

/// Who has a private key, and the platform's public one, and runs `signer wrap`.
final class KeyOwner: Sendable {
    let folder: SignerFolder
    private let platformKey: String

    init() async throws {
        folder = try SignerFolder()
        _ = testDevelopmentRoot
        let printed = try await run(
            productsDirectory.appendingPathComponent("redoubt").path,
            ["platform", "key", "--development"]
        )
        guard printed.status == 0 else { throw ProgramFailure(description: printed.standardError) }
        platformKey = try folder.write("platform.pem", printed.standardOutput)
    }

    /// Where the private key is.
    var key: String { "\(folder.path)/key.pem" }
    /// Where the enclave's offer is expected.
    var offer: String { "\(folder.path)/offer.bin" }
    /// Where the wrapped key goes.
    var wrapped: String { "\(folder.path)/wrapped" }

    func writeOffer(_ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: offer))
    }

    func readWrapped() throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: wrapped)))
    }

    /// Waits for an offer, for as long as a launch may take on a slow machine.
    func hasOffer() async -> Bool {
        for _ in 0..<1_200 {
            if FileManager.default.fileExists(atPath: offer) { return true }
            try? await Task.sleep(for: .milliseconds(100))
        }
        return false
    }

    /// Wraps the key, for enclaves that are signed with the development key unless changes say otherwise.
    func wrap(
        _ policy: [String],
        _ changes: [String: String],
        allowsDevelopment: Bool = true
    ) async throws -> ProgramOutput {
        var options = [
            "--offer": offer, "--platform-key": platformKey, "--key": key, "--output": wrapped,
            "--signer": "development",
        ]
        options.merge(changes) { $1 }
        return try await run(
            productsDirectory.appendingPathComponent("signer").path,
            ["wrap"] + policy + (allowsDevelopment ? ["--allow-development"] : [])
                + options.flatMap { [$0, $1] }
        )
    }
}
