import RedoubtCrypto
import SignerInterface

/// A private key of either algorithm.
enum PrivateKey: Sendable {
    case p256(P256.Signing.PrivateKey)
    case ed25519(Curve25519.Signing.PrivateKey)

    /// Makes a random key.
    init(_ algorithm: KeyAlgorithm) {
        switch algorithm {
        case .p256: self = .p256(P256.Signing.PrivateKey())
        case .ed25519: self = .ed25519(Curve25519.Signing.PrivateKey())
        }
    }

    /// Takes a key's 32 bytes.
    init(_ algorithm: KeyAlgorithm, rawRepresentation bytes: [UInt8]) throws(CryptoError) {
        switch algorithm {
        case .p256: self = .p256(try P256.Signing.PrivateKey(rawRepresentation: bytes))
        case .ed25519:
            self = .ed25519(try Curve25519.Signing.PrivateKey(rawRepresentation: bytes))
        }
    }

    var rawRepresentation: [UInt8] {
        switch self {
        case .p256(let key): key.rawRepresentation
        case .ed25519(let key): key.rawRepresentation
        }
    }

    var publicKey: [UInt8] {
        switch self {
        case .p256(let key): key.publicKey.x963Representation
        case .ed25519(let key): key.publicKey.rawRepresentation
        }
    }

    func sign(_ message: [UInt8]) throws(SignerError) -> Signature {
        do throws(CryptoError) {
            return switch self {
            case .p256(let key): .p256(try key.signature(for: message))
            case .ed25519(let key): .ed25519(try key.signature(for: message))
            }
        } catch {
            throw .cryptographyFailed
        }
    }

    /// Signs a digest, in DER.
    func sign(_ digest: GivenDigest) throws(SignerError) -> [UInt8] {
        guard case .p256(let key) = self else { throw .purposeRefused(.digest) }
        do throws(CryptoError) {
            return try key.signature(for: digest).derRepresentation
        } catch {
            throw .cryptographyFailed
        }
    }
}

/// A signature, in the forms that are asked for.
enum Signature {
    case p256(P256.Signing.ECDSASignature)
    case ed25519([UInt8])

    /// DER for ECDSA, and the 64 bytes of Ed25519, as certificates have them.
    var der: [UInt8] {
        switch self {
        case .p256(let signature): signature.derRepresentation
        case .ed25519(let bytes): bytes
        }
    }

    /// 64 bytes in both cases, as tokens have them.
    var raw: [UInt8] {
        switch self {
        case .p256(let signature): signature.rawRepresentation
        case .ed25519(let bytes): bytes
        }
    }

    /// As SSH has them (RFC 5656, 3.1.2; RFC 8709, 6).
    var ssh: [UInt8] {
        var writer = MessageWriter()
        switch self {
        case .p256(let signature):
            let numbers = signature.rawRepresentation
            var pair = MessageWriter()
            pair.number(numbers[..<32])
            pair.number(numbers[32...])
            writer.string(KeyAlgorithm.p256.sshName.utf8)
            writer.string(pair.bytes)
        case .ed25519(let bytes):
            writer.string(KeyAlgorithm.ed25519.sshName.utf8)
            writer.string(bytes)
        }
        return writer.bytes
    }
}
