/// Why an operation was refused.
///
/// The cases that CryptoKit has are named as there. No case and no text tells anything of a secret.
public enum CryptoError: Error, Equatable, Sendable {
    /// The key has another length than the algorithm takes.
    case incorrectKeySize
    /// Input other than the key has a length that the algorithm does not take.
    case incorrectParameterSize
    /// The tag does not belong to this ciphertext, key, nonce and associated data.
    case authenticationFailure
    /// The bytes are no private key: the scalar is zero, or not below the curve's order.
    case invalidPrivateKey
    /// The bytes are no public key: no point of the curve, infinity, or for Ed25519 a point of small order.
    case invalidPublicKey
    /// The peer's point has a small order, so that the shared secret would be known to everybody.
    case weakSharedSecret
    /// The bytes are no signature in the form that was asked for.
    case invalidSignatureEncoding
    /// The key is not one of the ciphersuite's KEM.
    case inconsistentCiphersuiteAndKey
    /// A preshared key without a name, or a name without a key.
    case inconsistentPresharedKey
    /// The ciphersuite only exports secrets, and encrypts nothing.
    case exportOnlyMode
    /// The conversation has had as many messages as its nonces can count.
    case messageLimitReached
    /// The library could not do its work; nothing was sealed, signed or agreed.
    case internalFailure
}

/// CryptoKit's name for ``CryptoError``.
public typealias CryptoKitError = CryptoError

extension CryptoError: CustomStringConvertible {
    /// What happened, what was expected, and what to do.
    public var description: String {
        switch self {
        case .incorrectKeySize:
            "the key has a length that the algorithm does not take: AES takes 16, 24 or 32 bytes, ChaCha20 and "
                + "Curve25519 32, a curve of NIST the length of its field"
        case .incorrectParameterSize:
            "an argument has a length that the algorithm does not take: see the function's documentation"
        case .authenticationFailure:
            "the tag does not fit: the data was changed, or key, nonce or associated data are not those that it "
                + "was sealed with"
        case .invalidPrivateKey:
            "this is no private key of the curve: expected a number from 1 to the curve's order less 1"
        case .invalidPublicKey:
            "this is no public key of the curve: expected a point on the curve, of large order, in its one encoding"
        case .weakSharedSecret:
            "the peer's public key has a small order, which no honest peer sends: do not answer it"
        case .invalidSignatureEncoding:
            "this is no signature in the expected form: r and s in the curve's length each, or DER"
        case .inconsistentCiphersuiteAndKey:
            "the key is of another curve than the ciphersuite's KEM: both ends have to name the suite of the key"
        case .inconsistentPresharedKey:
            "a preshared key and its name go together: give both, or neither"
        case .exportOnlyMode:
            "the ciphersuite encrypts nothing, it only exports secrets: choose one with an AEAD"
        case .messageLimitReached:
            "the conversation has had all the messages that it can count: begin another"
        case .internalFailure:
            "the cryptographic library failed, which a full heap can cause: nothing was done"
        }
    }
}
