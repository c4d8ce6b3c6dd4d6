/// What a hash function computes.
///
/// Digests are compared in constant time.
public protocol Digest: ContiguousBytes, Sequence, Hashable, Sendable, CustomStringConvertible
where Element == UInt8 {
    /// The length in bytes.
    static var byteCount: Int { get }
}

extension Digest {
    /// Goes over the bytes.
    public func makeIterator() -> IndexingIterator<[UInt8]> { copied.makeIterator() }

    /// Feeds the bytes to a hasher.
    public func hash(into hasher: inout Hasher) {
        withBytes { unsafe hasher.combine(bytes: $0) }
    }

    /// Compares in constant time.
    public static func == (first: Self, second: Self) -> Bool { constantTimeEqual(first, second) }

    /// Compares in constant time with bytes of any length.
    public static func == <Bytes: ContiguousBytes>(first: Self, second: Bytes) -> Bool {
        constantTimeEqual(first, second)
    }

    /// Compares in constant time with bytes of any length.
    public static func != <Bytes: ContiguousBytes>(first: Self, second: Bytes) -> Bool {
        !constantTimeEqual(first, second)
    }

    /// Calls `body` with the bytes.
    ///
    /// - Parameter body: must not let the pointer escape.
    /// - Returns: what `body` returns.
    @safe
    public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withBytes { unsafe body($0) }
    }

    /// The bytes in hexadecimal.
    public var description: String { hexadecimal(self) }
}

/// The bytes in hexadecimal, in small letters.
func hexadecimal<Bytes: ContiguousBytes>(_ bytes: Bytes) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes.copied {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}
