/// The sizes of a symmetric key.
public struct SymmetricKeySize: Sendable {
    /// The size in bits.
    public let bitCount: Int

    /// A size of your own, in bits: a positive multiple of 8.
    public init(bitCount: Int) {
        precondition(bitCount > 0 && bitCount % 8 == 0, "a key has whole bytes, and at least one")
        self.bitCount = bitCount
    }

    /// 128 bits.
    public static var bits128: SymmetricKeySize { SymmetricKeySize(bitCount: 128) }
    /// 192 bits.
    public static var bits192: SymmetricKeySize { SymmetricKeySize(bitCount: 192) }
    /// 256 bits.
    public static var bits256: SymmetricKeySize { SymmetricKeySize(bitCount: 256) }
}

/// A secret that both sides of a symmetric algorithm have.
///
/// Its bytes are overwritten when the last copy of the value goes. What is printed of it is its
/// length.
public struct SymmetricKey: Sendable, Equatable {
    private let bytes: SecureBytes

    /// Makes a random key.
    public init(size: SymmetricKeySize) {
        bytes = .random(count: size.bitCount / 8)
    }

    /// Takes a key's bytes, which are copied; the original is yours to wipe.
    public init<Bytes: ContiguousBytes & ~Escapable>(data: Bytes) {
        bytes = SecureBytes(data)
    }

    init(_ bytes: SecureBytes) {
        self.bytes = bytes
    }

    /// The key's length in bits.
    public var bitCount: Int { bytes.count * 8 }

    /// Calls `body` with the key's bytes.
    ///
    /// - Parameter body: must not let the pointer escape.
    /// - Returns: what `body` returns.
    @safe
    public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withBytes { unsafe body($0) }
    }

    /// Compares in a time that depends on the length alone.
    public static func == (first: SymmetricKey, second: SymmetricKey) -> Bool {
        constantTimeEqual(first, second)
    }
}

extension SymmetricKey: ContiguousBytes {
    /// Calls `body` with the key's bytes.
    @safe
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withBytes { unsafe body($0) }
    }
}

extension SymmetricKey: CustomStringConvertible {
    /// The key's length, and nothing of its bytes.
    public var description: String { "SymmetricKey(\(bitCount) bits)" }
}
