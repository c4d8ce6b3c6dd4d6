import ArgumentParser
import Foundation
import SignerInterface

/// The command `signer sign`.
struct SignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Signs a file, or a SHA-256 digest; the signature goes to standard output.",
        discussion: "ECDSA signatures are in DER, those of Ed25519 are 64 bytes."
    )

    @Argument(help: "The key's name.")
    var name: String
    @Argument(help: "The file, of 32 KiB at most; the key must allow message.")
    var file: String?
    @Option(help: "A SHA-256 digest in hexadecimal instead; the key must allow digest.")
    var digest: String?
    @OptionGroup var enclave: EnclaveOptions

    func validate() throws {
        guard (file == nil) != (digest == nil) else {
            throw ValidationError("give a file, or a digest with --digest")
        }
    }

    func run() async throws {
        let signature: [UInt8]
        if let digest {
            guard let bytes = Hexadecimal.bytes(digest) else {
                throw ValidationError("--digest must be hexadecimal digits")
            }
            signature = try await enclave.withSigner { signer in
                try await signer.sign(name, digest: bytes)
            }
        } else {
            let message = try InputFile.read(
                file ?? "",
                limitBytes: SignerLimits.messageBytes,
                advice: "sign its SHA-256 with --digest"
            )
            signature = try await enclave.withSigner { signer in
                try await signer.sign(name, message: message)
            }
        }
        StandardOutput.write(signature)
    }
}

/// The command `signer jwt`.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jwt",
        abstract: "Makes a JSON Web Token, ES256 or EdDSA.",
        discussion: "The enclave writes `alg`, and checks the claims against the key's policy."
    )

    @Argument(help: "The key's name; the key must allow jwt.")
    var name: String
    @Option(help: "A JSON file with the claims, 16 KiB at most.")
    var claims: String
    @Option(help: "A JSON file with what else the header shall have, 4 KiB at most.")
    var header: String?
    @OptionGroup var enclave: EnclaveOptions

    func run() async throws {
        let claims = try InputFile.read(
            claims,
            limitBytes: SignerLimits.claimsBytes,
            advice: "put less into the token"
        )
        let header = try header.map {
            try InputFile.read($0, limitBytes: SignerLimits.headerBytes, advice: "put less into it")
        }
        let token = try await enclave.withSigner { signer in
            try await signer.token(name, header: header ?? Array("{}".utf8), claims: claims)
        }
        print(String(decoding: token, as: UTF8.self))
    }
}

/// The command `signer csr`.
struct CertificateRequestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "csr",
        abstract: "Makes a certification request (PKCS #10), in PEM."
    )

    @Argument(help: "The key's name; the key must allow csr.")
    var name: String
    @Option(
        parsing: .upToNextOption,
        help: "The subject's parts, each as CN=…, C=…, ST=…, L=…, O=… or OU=…, in their order.",
        transform: SubjectAttribute.of
    )
    var subject: [SubjectAttribute]
    @Option(parsing: .upToNextOption, help: "DNS names that the certificate shall hold for.")
    var dns: [String] = []
    @OptionGroup var enclave: EnclaveOptions

    func run() async throws {
        let request = try await enclave.withSigner { signer in
            try await signer.certificateRequest(name, subject: subject, dnsNames: dns)
        }
        StandardOutput.write(pem: request, label: "CERTIFICATE REQUEST")
    }
}

extension SubjectAttribute {
    /// Reads `CN=…` and its like.
    static func of(_ argument: String) throws -> SubjectAttribute {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let kinds: [Substring: Kind] = [
            "CN": .commonName, "C": .country, "ST": .state, "L": .locality, "O": .organization,
            "OU": .organizationalUnit,
        ]
        guard parts.count == 2, let kind = kinds[parts[0]] else {
            throw ValidationError(
                "a part of a subject is CN=, C=, ST=, L=, O= or OU= and a text, not \(argument)"
            )
        }
        return SubjectAttribute(kind, String(parts[1]))
    }
}
