import RedoubtCrypto

/// A SHA-256 digest that somebody else has made.
struct GivenDigest: Digest {
    static var byteCount: Int { 32 }
    private let bytes: [UInt8]

    /// Takes a digest; nil for another length.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    @safe
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withBytes { unsafe body($0) }
    }
}
