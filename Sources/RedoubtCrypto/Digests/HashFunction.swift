/// A cryptographic hash function.
public protocol HashFunction: Sendable {
    /// What it computes.
    associatedtype Digest: RedoubtCrypto.Digest
    /// The size of a block, in bytes, which HMAC depends on.
    static var blockByteCount: Int { get }
    /// Begins.
    init()
    /// Adds bytes.
    mutating func update<Bytes: ContiguousBytes & ~Escapable>(data: Bytes)
    /// The digest of what was added so far; more can be added afterwards.
    func finalize() -> Digest
    /// Overwrites the state with zeros, for data that is secret.
    ///
    /// The value is of no use afterwards.
    mutating func wipe()
}

extension HashFunction {
    /// The digest of bytes.
    public static func hash<Bytes: ContiguousBytes & ~Escapable>(
        data: Bytes
    ) -> Digest {
        var function = Self()
        function.update(data: data)
        return function.finalize()
    }

    /// Adds bytes.
    public mutating func update(bufferPointer: UnsafeRawBufferPointer) {
        unsafe update(data: bufferPointer)
    }
}
