public import RedoubtABI

/// Why nothing was sealed or opened.
///
/// It can cross to the host: no case and no text tells anything of a key or of what is sealed. What a blob's header
/// says of itself is told before anything is decrypted, and is the word of whoever made the blob.
@EnclaveValue
public enum SealingError: Error, Hashable, Sendable {
    /// The enclave was launched without keys.
    case noKeys
    /// The policy is ``SealingPolicy/sameImage``, and the image has no product id.
    case noProduct
    /// The policy is ``SealingPolicy/sameFamily``, and the image has no family id.
    case noFamily
    /// What is to be sealed, or was, is longer than this.
    case contentTooLarge(limitBytes: Int)
    /// The context is longer than this.
    case contextTooLarge(limitBytes: Int)
    /// The bytes are too few for a sealed blob.
    case tooShort
    /// The bytes do not begin as a sealed blob does.
    case notSealed
    /// A sealed blob of a version that this code does not know.
    case unknownVersion(UInt8)
    /// A field of the header has a value that no enclave writes.
    case malformed
    /// It was sealed under another policy than is asked for.
    case otherPolicy(sealed: SealingPolicy)
    /// One of the two ran under the platform service, the other in the development mode.
    case otherMode(isSealedInDevelopment: Bool)
    /// It was sealed on another platform, or before this one lost its secrets.
    case otherPlatform
    /// One of the two is a debug enclave, the other is not.
    case debugAgainstProduction(isSealedInDebug: Bool)
    /// Another program sealed it, or another build of this one.
    case otherCode
    /// An enclave of another author sealed it.
    case otherAuthor
    /// An enclave of the same author with another product id sealed it.
    case otherImage
    /// An enclave of the same author with another family id sealed it.
    case otherFamily
    /// A newer security version sealed it.
    case newerVersion(sealed: UInt16, own: UInt16)
    /// It was sealed with keys of an epoch that the platform no longer has, or has not yet.
    case unknownEpoch(UInt32)
    /// Header, content or tag were changed, or it was sealed with other keys than the header says.
    case tampered
    /// It is whole, and was sealed with another context.
    case wrongContext
    /// The cryptographic library could not do its work.
    case cryptographyFailed
}
