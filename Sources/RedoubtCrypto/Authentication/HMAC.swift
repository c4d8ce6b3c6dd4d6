internal import CRedoubtCrypto

/// A message authentication code made of a hash function (RFC 2104).
public struct HMAC<Hash: HashFunction>: Sendable {
    /// A key of the algorithm.
    public typealias Key = SymmetricKey
    /// What it computes.
    public typealias MAC = HashedAuthenticationCode<Hash>

    private var inner: Hash
    private var outer: Hash

    /// Begins, with a key of any length.
    public init(key: SymmetricKey) {
        inner = Hash()
        outer = Hash()
        let pad = SecureBytes(count: 2 * Hash.blockByteCount) { buffer in
            unsafe Self.fill(buffer, key)
        }
        pad.withBytes { bytes in
            unsafe inner.update(
                data: UnsafeRawBufferPointer(rebasing: bytes[..<Hash.blockByteCount])
            )
            unsafe outer.update(
                data: UnsafeRawBufferPointer(rebasing: bytes[Hash.blockByteCount...])
            )
        }
    }

    /// Writes the key, hashed if it is longer than a block, under the two pads of the RFC.
    private static func fill(_ buffer: UnsafeMutableRawBufferPointer, _ key: SymmetricKey) {
        let block = Hash.blockByteCount
        if key.bitCount / 8 <= block {
            key.withBytes { unsafe buffer.copyMemory(from: $0) }
        } else {
            Hash.hash(data: key).withBytes { unsafe buffer.copyMemory(from: $0) }
        }
        for index in 0..<block {
            unsafe buffer[block + index] = buffer[index] ^ 0x5C
            unsafe buffer[index] ^= 0x36
        }
    }

    /// Adds bytes to the message.
    public mutating func update<Bytes: ContiguousBytes & ~Escapable>(data: Bytes) {
        inner.update(data: data)
    }

    /// The code of what was added so far; more can be added afterwards.
    public func finalize() -> MAC {
        var copy = outer
        copy.update(data: inner.finalize())
        defer { copy.wipe() }
        return MAC(digest: copy.finalize())
    }

    /// Overwrites the state, which is as good as the key, with zeros.
    public mutating func wipe() {
        inner.wipe()
        outer.wipe()
    }

    /// The code of a message.
    public static func authenticationCode<Bytes: ContiguousBytes & ~Escapable>(
        for data: Bytes,
        using key: SymmetricKey
    ) -> MAC {
        var code = HMAC(key: key)
        defer { code.wipe() }
        code.update(data: data)
        return code.finalize()
    }

    /// Whether a code belongs to a message, compared in constant time.
    public static func isValidAuthenticationCode<
        Code: ContiguousBytes & ~Escapable,
        Bytes: ContiguousBytes & ~Escapable
    >(
        _ code: Code,
        authenticating data: Bytes,
        using key: SymmetricKey
    ) -> Bool {
        constantTimeEqual(authenticationCode(for: data, using: key), code)
    }
}

/// The code that ``HMAC`` computes.
///
/// Codes are compared in constant time.
public struct HashedAuthenticationCode<Hash: HashFunction>: Sendable {
    let digest: Hash.Digest

    /// The length in bytes.
    public var byteCount: Int { Hash.Digest.byteCount }
}

extension HashedAuthenticationCode: ContiguousBytes, Sequence, Hashable, CustomStringConvertible {
    /// Calls `body` with the bytes.
    @safe
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        digest.withBytes { unsafe body($0) }
    }

    /// Calls `body` with the bytes.
    @safe
    public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        digest.withBytes { unsafe body($0) }
    }

    /// Goes over the bytes.
    public func makeIterator() -> IndexingIterator<[UInt8]> { copied.makeIterator() }

    /// The bytes in hexadecimal.
    public var description: String { digest.description }
}
