internal import CRedoubtCrypto

/// SHA-256 (FIPS 180-4).
public struct SHA256: HashFunction {
    /// The size of a block, in bytes.
    public static var blockByteCount: Int { 64 }
    /// The length of a digest, in bytes.
    public static var byteCount: Int { 32 }

    private var state = redoubt_sha256()

    /// Begins.
    public init() {
        unsafe redoubt_sha256_init(&state)
    }

    /// Adds bytes.
    public mutating func update<Bytes: ContiguousBytes & ~Escapable>(data: Bytes) {
        data.withBytes { unsafe redoubt_sha256_update(&state, $0.baseAddress, $0.count) }
    }

    /// The digest of what was added so far; more can be added afterwards.
    public func finalize() -> SHA256Digest {
        var copy = state
        var digest = SHA256Digest()
        digest.withMutableBytes { unsafe redoubt_sha256_final(&copy, $0) }
        unsafe redoubt_crypto_wipe(&copy, MemoryLayout<redoubt_sha256>.size)
        return digest
    }

    /// Overwrites the state with zeros, and in an enclave what was left of it on the stack.
    public mutating func wipe() {
        unsafe redoubt_crypto_wipe_hash(&state, MemoryLayout<redoubt_sha256>.size)
    }
}

/// A digest of SHA-256.
public struct SHA256Digest: Digest {
    /// The length, in bytes.
    public static var byteCount: Int { 32 }

    private var bytes = InlineArray<32, UInt8>(repeating: 0)

    fileprivate init() {}

    @safe
    fileprivate mutating func withMutableBytes(_ body: (UnsafeMutablePointer<UInt8>) -> Void) {
        var span = bytes.mutableSpan
        // SAFETY: the array has 32 elements, so the buffer has an address.
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
