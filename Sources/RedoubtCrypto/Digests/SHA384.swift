internal import CRedoubtCrypto

/// SHA-384 (FIPS 180-4).
public struct SHA384: HashFunction {
    /// The size of a block, in bytes.
    public static var blockByteCount: Int { 128 }
    /// The length of a digest, in bytes.
    public static var byteCount: Int { 48 }

    private var state = redoubt_sha512()

    /// Begins.
    public init() {
        unsafe redoubt_sha384_init(&state)
    }

    /// Adds bytes.
    public mutating func update<Bytes: ContiguousBytes & ~Escapable>(data: Bytes) {
        data.withBytes { unsafe redoubt_sha512_update(&state, $0.baseAddress, $0.count) }
    }

    /// The digest of what was added so far; more can be added afterwards.
    public func finalize() -> SHA384Digest {
        var copy = state
        var digest = SHA384Digest()
        digest.withMutableBytes { unsafe redoubt_sha512_final(&copy, $0) }
        unsafe redoubt_crypto_wipe(&copy, MemoryLayout<redoubt_sha512>.size)
        return digest
    }

    /// Overwrites the state with zeros, and in an enclave what was left of it on the stack.
    public mutating func wipe() {
        unsafe redoubt_crypto_wipe_hash(&state, MemoryLayout<redoubt_sha512>.size)
    }
}

/// A digest of SHA-384.
public typealias SHA384Digest = SHA2Digest<48>
