/// A digest of the SHA-2 family (FIPS 180-4), of a length in bytes.
public struct SHA2Digest<let length: Int>: Digest {
    /// The length, in bytes.
    public static var byteCount: Int { length }

    private var bytes = InlineArray<length, UInt8>(repeating: 0)

    init() {}

    @safe
    mutating func withMutableBytes(_ body: (UnsafeMutablePointer<UInt8>) -> Void) {
        var span = bytes.mutableSpan
        // SAFETY: no digest is empty, so the buffer has an address.
        unsafe span.withUnsafeMutableBufferPointer { buffer in
            if let start = buffer.baseAddress { unsafe body(start) }
        }
    }

    /// Calls `body` with the bytes.
    @safe
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe bytes.span.bytes.withUnsafeBytes { unsafe body($0) }
    }
}
