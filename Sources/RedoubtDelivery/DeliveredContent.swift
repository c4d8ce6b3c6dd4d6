public import RedoubtCrypto

/// What was in an envelope.
///
/// What is printed of it is its length. In an enclave its memory is overwritten when it is freed.
public struct DeliveredContent: Sendable, ContiguousBytes {
    /// The content, in an array that is the caller's to keep secret.
    public let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The length, in bytes.
    public var count: Int { bytes.count }

    /// Calls `body` with the bytes.
    ///
    /// - Parameter body: must not let the pointer escape.
    /// - Returns: what `body` returns.
    @safe
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withBytes { unsafe body($0) }
    }
}

extension DeliveredContent: CustomStringConvertible {
    /// The length, and nothing of the bytes.
    public var description: String { "DeliveredContent(\(bytes.count) bytes)" }
}
