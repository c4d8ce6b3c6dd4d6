internal import Crypto
internal import CryptoExtras

/// A public key that signatures are checked with.
struct VerificationKey: Sendable {
    private enum Backing: Sendable {
        case p256(P256.Signing.PublicKey)
        case p384(P384.Signing.PublicKey)
        case p521(P521.Signing.PublicKey)
        case ed25519(Curve25519.Signing.PublicKey)
        case rsa(_RSA.Signing.PublicKey)
    }

    private let backing: Backing

    /// The P-256 key of 64 bytes, x and y; nothing if it is not on the curve.
    init?(p256 coordinates: ArraySlice<UInt8>) {
        guard let key = try? P256.Signing.PublicKey(rawRepresentation: coordinates) else {
            return nil
        }
        backing = .p256(key)
    }

    /// The P-384 key of 96 bytes, x and y; nothing if it is not on the curve.
    init?(p384 coordinates: ArraySlice<UInt8>) {
        guard let key = try? P384.Signing.PublicKey(rawRepresentation: coordinates) else {
            return nil
        }
        backing = .p384(key)
    }

    /// The P-521 key of 132 bytes, x and y; nothing if it is not on the curve.
    init?(p521 coordinates: ArraySlice<UInt8>) {
        guard let key = try? P521.Signing.PublicKey(rawRepresentation: coordinates) else {
            return nil
        }
        backing = .p521(key)
    }

    /// The Ed25519 key of 32 bytes.
    init?(ed25519 bytes: ArraySlice<UInt8>) {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else {
            return nil
        }
        backing = .ed25519(key)
    }

    /// The RSA key of a modulus of 2048 to 8192 bits and an exponent.
    init?(modulus: [UInt8], exponent: [UInt8]) {
        guard let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent),
            (2048...8192).contains(key.keySizeInBits)
        else { return nil }
        backing = .rsa(key)
    }

    /// The RSA key of a SubjectPublicKeyInfo, of 2048 to 8192 bits.
    init?(rsa information: ArraySlice<UInt8>) {
        guard let key = try? _RSA.Signing.PublicKey(derRepresentation: information),
            (2048...8192).contains(key.keySizeInBits)
        else { return nil }
        backing = .rsa(key)
    }

    /// Whether a signature over a part of some bytes holds.
    ///
    /// An ECDSA signature is r and s, most significant byte first, each as long as the group order. An algorithm
    /// that does not fit the key makes no valid signature.
    func isValid(
        _ signature: ArraySlice<UInt8>,
        over bytes: ArraySlice<UInt8>,
        _ algorithm: SignatureAlgorithm
    ) -> Bool {
        switch (backing, algorithm) {
        case (.p256(let key), .ecdsaP256SHA256):
            guard let value = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else {
                return false
            }
            return key.isValidSignature(value, for: bytes)
        case (.p384(let key), .ecdsaP384SHA384):
            guard let value = try? P384.Signing.ECDSASignature(rawRepresentation: signature) else {
                return false
            }
            return key.isValidSignature(value, for: bytes)
        case (.p521(let key), .ecdsaP521SHA512):
            guard let value = try? P521.Signing.ECDSASignature(rawRepresentation: signature) else {
                return false
            }
            return key.isValidSignature(value, for: bytes)
        case (.ed25519(let key), .ed25519):
            return key.isValidSignature(signature, for: bytes)
        case (.rsa(let key), .rsaPSSSHA384):
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature),
                for: SHA384.hash(data: bytes),
                padding: .PSS
            )
        case (.rsa(let key), .rsaPKCS1SHA256):
            return isValid(signature, key, SHA256.hash(data: bytes))
        case (.rsa(let key), .rsaPKCS1SHA384):
            return isValid(signature, key, SHA384.hash(data: bytes))
        case (.rsa(let key), .rsaPKCS1SHA512):
            return isValid(signature, key, SHA512.hash(data: bytes))
        default:
            return false
        }
    }

    private func isValid(
        _ signature: ArraySlice<UInt8>,
        _ key: _RSA.Signing.PublicKey,
        _ digest: some Digest
    ) -> Bool {
        key.isValidSignature(
            _RSA.Signing.RSASignature(rawRepresentation: signature),
            for: digest,
            padding: .insecurePKCS1v1_5
        )
    }
}
