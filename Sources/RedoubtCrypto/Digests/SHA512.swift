internal import CRedoubtCrypto

/// SHA-512 (FIPS 180-4).
public struct SHA512: HashFunction {
    /// The size of a block, in bytes.
    public static var blockByteCount: Int { 128 }
    /// The length of a digest, in bytes.
    public static var byteCount: Int { 64 }

    private var state = redoubt_sha512()

    /// Begins.
    public init() {
        unsafe redoubt_sha512_init(&state)
    }

    /// Adds bytes.
    public mutating func update<Bytes: ContiguousBytes & ~Escapable>(data: Bytes) {
        data.withBytes { unsafe redoubt_sha512_update(&state, $0.baseAddress, $0.count) }
    }

    /// The digest of what was added so far; more can be added afterwards.
    public func finalize() -> SHA512Digest {
        var copy = state
        var digest = SHA512Digest()
        digest.withMutableBytes { unsafe redoubt_sha512_final(&copy, $0) }
        unsafe redoubt_crypto_wipe(&copy, MemoryLayout<redoubt_sha512>.size)
        return digest
    }

    /// Overwrites the state with zeros, and in an enclave what was left of it on the stack.
    public mutating func wipe() {
        unsafe redoubt_crypto_wipe_hash(&state, MemoryLayout<redoubt_sha512>.size)
    }
}

/// A digest of SHA-512.
public typealias SHA512Digest = SHA2Digest<64>
