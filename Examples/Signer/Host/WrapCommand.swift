import ArgumentParser
import Foundation
import RedoubtAttestation
import RedoubtProvisioning
import SignerInterface

/// The command `signer wrap`, which the owner runs, and which launches nothing.
struct WrapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wrap",
        abstract:
            "Encrypts a private key for an enclave, if evidence says that it is the right one.",
        discussion: """
            With the name and the policy that the key shall have there. The offer comes from whoever runs `signer \
            import`; the platform's key from whoever runs the platform, by a way that the former has no hand in: all \
            trust stands on it. A refusal has status 1, names every reason, and writes nothing.
            """
    )

    @OptionGroup var policy: PolicyOptions

    @Option(help: "The offer that `signer import` wrote.")
    var offer: String

    @OptionGroup(title: "Which enclave will do") var conditions: WrapConditions

    @Option(help: "The private key: PKCS #8 in PEM, or 32 bytes.")
    var key: String

    @Option(help: "The file that is written.")
    var output: String

    func run() throws {
        let verified = try VerifiedOffer(
            try read(offer),
            for: KeyToImport.purpose,
            nonce: try conditions.expectedNonce(),
            platformKey: try read(conditions.platformKey),
            policy: try conditions.policy(),
            at: Timestamp(Date())
        )
        let bytes = try read(key)
        let wrapped = try verified.seal(
            KeyToImport(
                request: policy.request.encoded,
                privateKey: try PrivateKeyFile.rawRepresentation(of: bytes, policy.algorithm)
            ).encoded
        )
        try Data(wrapped).write(to: URL(fileURLWithPath: output), options: .atomic)
        let claims = verified.evidence.claims
        StandardError.write(
            "wrapped for the enclave \(Hexadecimal.text(verified.evidence.measurement)), signed by "
                + "\(Hexadecimal.text(verified.evidence.signer ?? [])), security version "
                + "\(claims.securityVersion ?? 0), platform mode \(claims.details["platform mode"] ?? "unknown")"
        )
    }

    private func read(_ path: String) throws -> [UInt8] {
        try InputFile.read(path, limitBytes: 64 << 10, advice: "that is no file for this")
    }
}
