import ArgumentParser
import Foundation
import RedoubtImage

/// The command `redoubt key new`.
struct KeyNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Makes a key pair to sign images with.",
        discussion: """
            The private key (PKCS #8 in PEM, not encrypted) goes to the file, which only its owner may read; \
            the public key goes beside it, to NAME.pub.pem. Neither overwrites anything. Whoever has the \
            private key can sign in your name: keep it off the machines that run enclaves.
            """
    )

    /// The curves that images can be signed on.
    enum Curve: String, CaseIterable, ExpressibleByArgument {
        case p256, p384

        /// How keys on the curve sign.
        var algorithm: SignatureAlgorithm {
            switch self {
            case .p256: .p256
            case .p384: .p384
            }
        }
    }

    @Argument(help: "The private key's file, for example author.pem.")
    var file: String

    @Option(help: "The curve: p256 or p384.")
    var curve = Curve.p256

    func run() throws {
        let publicFile = Self.publicFile(of: file)
        guard !FileManager.default.fileExists(atPath: publicFile) else {
            throw CommandFailure("\(publicFile): it exists: choose another name, or move it away")
        }
        let key = SigningKey(curve.algorithm)
        try OutputFile.create(file, Array(key.pem.utf8), mode: 0o600)
        do {
            try OutputFile.create(publicFile, Array(key.signerKey.pem.utf8), mode: 0o644)
        } catch {
            // Half a pair is of no use, and nobody has used it yet.
            try? FileManager.default.removeItem(atPath: file)
            throw error
        }
        print(
            """
            private key  \(file)  (keep it secret)
            public key   \(publicFile)
            algorithm    \(key.signerKey.algorithm)
            signer       \(key.signerKey.id)
            """
        )
    }

    /// Where the public key of a private key's file goes.
    static func publicFile(of file: String) -> String {
        (file.hasSuffix(".pem") ? String(file.dropLast(4)) : file) + ".pub.pem"
    }
}
