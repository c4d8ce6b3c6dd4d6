/// Which products of an author belong together: 16 bytes that the author chooses.
///
/// SGX's ISVFAMILYID, the family id of a VBS enclave. All zero where the author chose none.
public struct FamilyID: IdentityBytes {
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

extension FamilyID {
    /// What an image has whose author chose none.
    public static let none = FamilyID(zero: ())
    private init(zero: Void) { bytes = [UInt8](repeating: 0, count: Self.byteCount) }
}
