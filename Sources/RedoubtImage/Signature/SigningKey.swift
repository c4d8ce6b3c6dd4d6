internal import Crypto

/// An author's private key.
public struct SigningKey: Sendable {
    private enum Key: Sendable {
        case p256(P256.Signing.PrivateKey)
        case p384(P384.Signing.PrivateKey)
    }
    private let key: Key

    /// Makes a new key.
    public init(_ algorithm: SignatureAlgorithm) {
        key =
            switch algorithm {
            case .p256: .p256(P256.Signing.PrivateKey())
            case .p384: .p384(P384.Signing.PrivateKey())
            }
    }

    /// Reads a key in PEM: a `PRIVATE KEY` (PKCS #8) or an `EC PRIVATE KEY` (SEC 1) on P-256 or P-384, not
    /// encrypted.
    ///
    /// - Throws: ``ImageError/key(reason:)``
    public init(pem text: String) throws(ImageError) {
        let pem = try PEMText(text)
        guard pem.isPrivate else {
            throw .key(reason: "this is a public key, and a private one is needed to sign")
        }
        if let key = try? P256.Signing.PrivateKey(pemRepresentation: pem.text) {
            self.key = .p256(key)
        } else if let key = try? P384.Signing.PrivateKey(pemRepresentation: pem.text) {
            self.key = .p384(key)
        } else {
            throw .key(reason: "this is not a private key on P-256 or P-384")
        }
    }

    /// The key in PEM, PKCS #8, not encrypted.
    public var pem: String {
        switch key {
        case .p256(let key): key.pemRepresentation + "\n"
        case .p384(let key): key.pemRepresentation + "\n"
        }
    }

    /// The public key.
    public var signerKey: SignerKey {
        switch key {
        case .p256(let key): SignerKey(key.publicKey)
        case .p384(let key): SignerKey(key.publicKey)
        }
    }

    /// Signs a message; gives r, then s.
    func signature(over message: [UInt8]) throws(ImageError) -> [UInt8] {
        do {
            switch key {
            case .p256(let key): return Array(try key.signature(for: message).rawRepresentation)
            case .p384(let key): return Array(try key.signature(for: message).rawRepresentation)
            }
        } catch {
            throw .key(reason: "signing failed: \(error)")
        }
    }

    /// The key that images are signed with until their author has one.
    ///
    /// Everybody has it, because everybody can compute it: its scalar is the SHA-256 of a sentence. It proves
    /// nothing, and ``RedoubtABI/EnclaveIdentity/isDevelopment`` says so wherever it was used.
    public static let development: SigningKey = {
        let scalar = SHA256.hash(data: Array("Redoubt development key: everyone has it".utf8))
        guard let key = try? P256.Signing.PrivateKey(rawRepresentation: Array(scalar)) else {
            preconditionFailure("the constant is a scalar of P-256")
        }
        return SigningKey(.p256(key))
    }()

    private init(_ key: Key) { self.key = key }
}
