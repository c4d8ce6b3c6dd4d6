internal import Crypto
public import RedoubtABI

/// An author's public key.
public struct SignerKey: Sendable {
    private enum Key: Sendable {
        case p256(P256.Signing.PublicKey)
        case p384(P384.Signing.PublicKey)
    }
    private let key: Key

    init(_ key: P256.Signing.PublicKey) { self.key = .p256(key) }
    init(_ key: P384.Signing.PublicKey) { self.key = .p384(key) }

    /// Reads a key in PEM: a `PUBLIC KEY` (SubjectPublicKeyInfo) on P-256 or P-384.
    ///
    /// - Throws: ``ImageError/key(reason:)``
    public init(pem text: String) throws(ImageError) {
        let pem = try PEMText(text)
        guard !pem.isPrivate else {
            throw .key(reason: "this is a private key, and a public one is needed")
        }
        if let key = try? P256.Signing.PublicKey(pemRepresentation: pem.text) {
            self.init(key)
        } else if let key = try? P384.Signing.PublicKey(pemRepresentation: pem.text) {
            self.init(key)
        } else {
            throw .key(
                reason: Self.isCompressed(pem)
                    ? "this public key is in compressed form: write it uncompressed (`openssl ec -pubin "
                        + "-conv_form uncompressed -in KEY -out PLAIN`)"
                    : "this is not a public key on P-256 or P-384"
            )
        }
    }

    /// How keys of which only x is written begin in Base64, up to the byte that says whether y is even: on
    /// P-256, then on P-384 (RFC 5480, section 2.2).
    private static let compressedBeginnings = [
        "MDkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDIgAC", "MDkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDIgAD",
        "MEYwEAYHKoZIzj0CAQYFK4EEACIDMgAC", "MEYwEAYHKoZIzj0CAQYFK4EEACIDMgAD",
    ]

    private static func isCompressed(_ pem: PEMText) -> Bool {
        let contents = pem.text.split(separator: "\n").dropFirst().joined()
        return compressedBeginnings.contains { contents.hasPrefix($0) }
    }

    /// Reads a key's coordinates, x then y.
    init?(_ algorithm: SignatureAlgorithm, coordinates: [UInt8]) {
        switch algorithm {
        case .p256:
            guard let key = try? P256.Signing.PublicKey(rawRepresentation: coordinates) else {
                return nil
            }
            self.init(key)
        case .p384:
            guard let key = try? P384.Signing.PublicKey(rawRepresentation: coordinates) else {
                return nil
            }
            self.init(key)
        }
    }

    /// How it signs.
    public var algorithm: SignatureAlgorithm {
        switch key {
        case .p256: .p256
        case .p384: .p384
        }
    }

    /// Its coordinates, x then y.
    var coordinates: [UInt8] {
        switch key {
        case .p256(let key): Array(key.rawRepresentation)
        case .p384(let key): Array(key.rawRepresentation)
        }
    }

    /// The key in PEM, as `openssl` reads it.
    public var pem: String {
        switch key {
        case .p256(let key): key.pemRepresentation + "\n"
        case .p384(let key): key.pemRepresentation + "\n"
        }
    }

    /// The author's name in policies and evidence.
    public var id: SignerID {
        let digest =
            switch key {
            case .p256(let key): SHA256.hash(data: key.derRepresentation)
            case .p384(let key): SHA256.hash(data: key.derRepresentation)
            }
        guard let id = SignerID(bytes: Array(digest)) else {
            preconditionFailure("SHA-256 has 32 bytes")
        }
        return id
    }

    /// Whether a signature (r, then s) was made with this key over a message.
    func accepts(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        switch key {
        case .p256(let key):
            guard let value = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else {
                return false
            }
            return key.isValidSignature(value, for: message)
        case .p384(let key):
            guard let value = try? P384.Signing.ECDSASignature(rawRepresentation: signature) else {
                return false
            }
            return key.isValidSignature(value, for: message)
        }
    }

    /// A signature in DER, as `openssl` and HSMs give it, as r and s.
    func rawSignature(der: [UInt8]) throws(ImageError) -> [UInt8] {
        switch key {
        case .p256:
            if let value = try? P256.Signing.ECDSASignature(derRepresentation: der) {
                return Array(value.rawRepresentation)
            }
        case .p384:
            if let value = try? P384.Signing.ECDSASignature(derRepresentation: der) {
                return Array(value.rawRepresentation)
            }
        }
        throw .signature(reason: "the signature is not one of \(algorithm) in DER")
    }
}
