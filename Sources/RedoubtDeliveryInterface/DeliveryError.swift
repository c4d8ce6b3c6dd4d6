public import RedoubtABI

/// Why nothing was offered, delivered or opened.
///
/// It can cross to the host: no case and no text tells anything of a key or of what is delivered.
@EnclaveValue
public enum DeliveryError: Error, Hashable, Sendable {
    /// The enclave was launched without keys, so nobody can vouch for it.
    case noKeys
    /// A purpose has 1 to ``DeliveryLimits/purposeBytes`` bytes.
    case purposeLength(Int)
    /// A nonce has as many bytes as ``DeliveryLimits/nonceBytes`` says, or none.
    case nonceLength(Int)
    /// The content is longer than this.
    case contentTooLarge(limitBytes: Int)
    /// The bytes do not begin as an envelope does.
    case notAnEnvelope
    /// The bytes do not begin as an offer does.
    case notAnOffer
    /// An envelope or offer of a version that this code does not know.
    case unknownVersion(UInt8)
    /// The bytes end before they should.
    case tooShort
    /// A field has a value that nobody writes, or bytes follow the end.
    case malformed
    /// The envelope is for another purpose than the key.
    case otherPurpose
    /// The envelope is for another key of this purpose: of an earlier launch, or of another enclave.
    case otherKey
    /// The envelope was changed after it was sealed.
    case tampered
    /// The envelope was opened before.
    case replayed
    /// The key has opened as many envelopes as it can remember.
    case keyExhausted(limit: Int)
    /// The recipient's bytes are no public key of X25519.
    case invalidPublicKey
    /// The cryptographic library could not do its work.
    case cryptographyFailed
}
