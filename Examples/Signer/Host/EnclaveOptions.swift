import ArgumentParser
import Foundation
import RedoubtHost
import RedoubtSealingInterface
import SignerInterface

/// Which enclave is launched, and with which keys.
struct EnclaveOptions: ParsableArguments {
    @Option(help: "The folder of the sealed keys; default: ~/.local/state/redoubt-signer.")
    var state: String?

    @Option(help: "The enclave's image; default: what `redoubt build SignerEnclave` made.")
    var image: String?

    @Option(
        help: ArgumentHelp(
            "Who must have signed the image, as `redoubt key show` prints it; default: the development key will do.",
            valueName: "id"
        )
    )
    var signer: String?

    @Option(help: "What must seal the enclave: automatic, virtualization or process.")
    var isolation = RequiredIsolation.automatic

    @Option(help: "The generation that the store is known to have reached, as `list` printed it.")
    var minimumGeneration: UInt64 = 0

    /// Launches the enclave, opens its store, and calls `body`.
    func withSigner<Result>(
        creating: Bool = false,
        _ body: (SignerClient<Enclave>) async throws -> Result
    ) async throws -> Result {
        try await withEnclave(creating: creating) { _, signer in try await body(signer) }
    }

    /// The same for what needs the enclave's evidence too.
    func withEnclave<Result>(
        creating: Bool = false,
        _ body: (Enclave, SignerClient<Enclave>) async throws -> Result
    ) async throws -> Result {
        let image = try image ?? EnclaveImageLocator.find("SignerEnclave")
        var options = LaunchOptions()
        options.isolation = isolation.isolation
        options.handlers = [
            SealedStorageDispatcher(try SealedFolder(path: try statePath(creating: creating))),
            SignerHostDispatcher(SystemClock()),
        ]
        return try await Enclave.withLaunched(image, policy: try policy(), options: options) {
            enclave in
            StandardError.write("sealed by \(enclave.isolation)")
            let client = SignerClient(enclave)
            _ = try await client.open(
                minimumGeneration: minimumGeneration,
                mayCreate: creating
            )
            return try await body(enclave, client)
        }
    }

    private func policy() throws -> LaunchPolicy {
        guard let signer else { return .development }
        guard let id = SignerID(hexadecimal: signer) else {
            throw ValidationError("--signer must be 64 hexadecimal digits, not \(signer)")
        }
        return .signed(by: id)
    }

    private func statePath(creating: Bool) throws -> String {
        let path =
            state
            ?? FileManager.default.homeDirectoryForCurrentUser
            .appendingPathComponent(".local/state/redoubt-signer").path
        if creating {
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent,
                withIntermediateDirectories: true
            )
        } else if !FileManager.default.fileExists(atPath: path) {
            throw SignerFailure(
                "there are no keys at \(path): make one with `signer new-key`, or name their folder with --state"
            )
        }
        return path
    }
}

/// What must seal the enclave, as the command line names it.
enum RequiredIsolation: String, ExpressibleByArgument, CaseIterable {
    case automatic
    case virtualization
    case process

    var isolation: Isolation {
        switch self {
        case .automatic: .automatic
        case .virtualization: .backend(.virtualization)
        case .process: .backend(.process)
        }
    }
}
