/// Who signed an image: SHA-256 of the public key's SubjectPublicKeyInfo in DER.
///
/// `openssl pkey -pubin -in author.pub.pem -outform DER | sha256sum` prints it.
public struct SignerID: IdentityBytes {
    /// 32 bytes.
    public static let byteCount = 32
    /// The bytes.
    public let bytes: [UInt8]

    /// Makes a value of 32 bytes; nil for any other number.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }
}

extension SignerID {
    /// The development key's: everybody has that key, so it names nobody.
    public static let development = SignerID(
        known: [
            0xF7, 0x46, 0x4E, 0x5A, 0x3B, 0x96, 0xF9, 0x06, 0x2E, 0xC0, 0xB4, 0xE7, 0x16, 0x0B,
            0x48, 0x92, 0x14, 0xAE, 0x47, 0xB4, 0xB5, 0xC1, 0x3F, 0x14, 0x08, 0x7B, 0xA9, 0xB4,
            0x85, 0x85, 0x10, 0xCF,
        ]
    )
    private init(known: [UInt8]) { bytes = known }
}
