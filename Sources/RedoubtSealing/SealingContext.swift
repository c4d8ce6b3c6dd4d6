internal import RedoubtCrypto
internal import RedoubtSealingInterface

/// What a sealed blob is for, and where it belongs: the same has to be given to open it.
///
/// It is what keeps a host from putting one blob in another's place. Name the purpose, and whatever tells this blob
/// from others of its kind: `"patients of 2026"`, or bytes with a number in them. It is no secret, and is not stored in
/// the blob. At most ``SealingLimits/contextBytes``.
public struct SealingContext: ExpressibleByStringLiteral, Sendable {
    let bytes: [UInt8]

    /// Takes bytes.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Takes a text, as UTF-8.
    public init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// Takes a text, as UTF-8.
    public init(stringLiteral text: StaticString) {
        bytes = text.withUTF8Buffer { unsafe Array($0) }
    }
}

extension SealingContext {
    /// The digest's length in a blob, in bytes.
    static let digestByteCount = 16

    /// The first 16 bytes of SHA-256 over the length in 8 bytes, then the bytes.
    func digest() throws(SealingError) -> SHA256Digest {
        guard bytes.count <= SealingLimits.contextBytes else {
            throw .contextTooLarge(limitBytes: SealingLimits.contextBytes)
        }
        var hash = SHA256()
        let length = UInt64(bytes.count).littleEndian
        unsafe withUnsafeBytes(of: length) { unsafe hash.update(bufferPointer: $0) }
        hash.update(data: bytes)
        return hash.finalize()
    }
}

/// Limits of what is sealed.
public enum SealingLimits {
    /// The longest content, in bytes.
    public static let contentBytes = 256 << 20
    /// The longest context, in bytes.
    public static let contextBytes = 64 << 10
    /// How many bytes a sealed blob has more than its content.
    public static let overheadBytes =
        BlobLayout.byteCount + SealingContext.digestByteCount + BlobLayout.tagByteCount
}
