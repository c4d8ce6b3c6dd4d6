public import RedoubtABI

/// Which platform an enclave runs on: random bytes that are made with the first root secret, and are no secret.
public struct PlatformID: IdentityBytes {
    /// 16 bytes.
    public static let byteCount = 16
    /// The bytes.
    public let bytes: [UInt8]

    /// Makes a value of 16 bytes; nil for any other number.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }
}
