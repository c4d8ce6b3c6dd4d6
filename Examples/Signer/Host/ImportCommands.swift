import ArgumentParser
import Crypto
import Foundation
import SignerInterface

/// The command `signer wrapping-key`.
struct WrappingKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wrapping-key",
        abstract:
            "Prints the enclave's public key that a key's owner wraps it for, in hexadecimal.",
        discussion: """
            The owner must know that it is the enclave's: that it is, is this program's word, until it is bound into a \
            report.
            """
    )

    @OptionGroup var enclave: EnclaveOptions

    func run() async throws {
        let key = try await enclave.withSigner(creating: true) { signer in
            try await signer.wrappingKey()
        }
        print(key.map { String(format: "%02x", $0) }.joined())
    }
}

/// The command `signer wrap`, which the owner runs, and which launches nothing.
struct WrapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wrap",
        abstract:
            "Encrypts a private key for an enclave, with the name and the policy that it shall have there."
    )

    @OptionGroup var policy: PolicyOptions

    @Option(help: "What `signer wrapping-key` printed.")
    var to: String

    @Option(help: "The private key: PKCS #8 in PEM, or 32 bytes.")
    var key: String

    @Option(help: "The file that is written.")
    var output: String

    func run() throws {
        let bytes = try InputFile.read(
            key,
            limitBytes: 16 << 10,
            advice: "a private key is shorter"
        )
        let privateKey = try PrivateKeyFile.rawRepresentation(of: bytes, policy.algorithm)
        guard let recipient = Hexadecimal.bytes(to), recipient.count == 32 else {
            throw ValidationError(
                "--to must be 64 hexadecimal digits, as `signer wrapping-key` prints them"
            )
        }
        let request = policy.request.encoded
        var sender = try HPKE.Sender(
            recipientKey: Curve25519.KeyAgreement.PublicKey(rawRepresentation: recipient),
            ciphersuite: .Curve25519_SHA256_ChachaPoly,
            info: Data(WrappedKey.info)
        )
        let ciphertext = try sender.seal(privateKey, authenticating: request)
        let wrapped = WrappedKey(
            request: request,
            encapsulatedKey: [UInt8](sender.encapsulatedKey),
            ciphertext: [UInt8](ciphertext)
        )
        try Data(wrapped.encoded).write(to: URL(fileURLWithPath: output))
    }
}

/// The command `signer import`.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Gives the enclave a key that `signer wrap` has encrypted for it."
    )

    @Argument(help: "The file that `signer wrap` wrote.")
    var file: String
    @OptionGroup var enclave: EnclaveOptions

    func run() async throws {
        let wrapped = try InputFile.read(
            file,
            limitBytes: 16 << 10,
            advice: "a wrapped key is shorter"
        )
        let key = try await enclave.withSigner { signer in try await signer.importKey(wrapped) }
        print(key.line)
    }
}
