/// What an enclave is when it starts: SHA-256 over its pages, their places and their permissions.
///
/// SGX's MRENCLAVE, computed by the same rules whatever seals the enclave.
///
/// Source: Intel SDM vol. 3D, ECREATE, EADD, EEXTEND and EINIT.
public struct Measurement: IdentityBytes {
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
