/// The elliptic curve of RFC 7748: X25519 to agree on keys, Ed25519 to sign.
public enum Curve25519 {
    /// X25519 (RFC 7748).
    public enum KeyAgreement {}
    /// Ed25519 (RFC 8032).
    public enum Signing {}
    /// The length of a key, in bytes.
    static let keyByteCount = 32
}

extension UnsafePointer where Pointee == UInt8 {
    /// Calls `body` with the address of bytes of a length that the caller has checked.
    @safe
    static func to<Bytes: ContiguousBytes & ~Escapable, Result>(
        _ bytes: Bytes,
        _ body: (UnsafePointer<UInt8>) -> Result
    ) -> Result? {
        bytes.withBytes { buffer in
            unsafe buffer.baseAddress.map { unsafe body($0.assumingMemoryBound(to: UInt8.self)) }
        }
    }
}
