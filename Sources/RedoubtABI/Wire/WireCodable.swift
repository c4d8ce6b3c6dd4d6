/// A value that can cross between host and enclave.
///
/// Integers, `Bool`, `Float`, `Double`, `String`, and arrays, optionals and dictionaries of such values
/// conform. For structs and enums, write `@EnclaveValue` instead of conforming by hand. Every value takes
/// at least one byte of a message; readers rely on it to bound what they allocate. A conformance
/// written by hand must not print or call the host: the message it writes or reads is still in the channel.
public protocol WireCodable: Sendable {
    /// Writes the value.
    ///
    /// - Throws: ``WireError/tooLarge(limitBytes:)`` or ``WireError/tooDeep``.
    func encode(to encoder: inout WireEncoder) throws(WireError)

    /// Reads a value.
    ///
    /// - Throws: any ``WireError``. Nothing that was read so far is kept.
    init(from decoder: inout WireDecoder) throws(WireError)

    /// Writes elements one after the other. A type whose memory is its encoding writes them at once.
    static func encode(elements: [Self], to encoder: inout WireEncoder) throws(WireError)

    /// Reads elements one after the other. A type whose memory is its encoding reads them at once.
    static func decode(count: Int, from decoder: inout WireDecoder) throws(WireError) -> [Self]
}

extension WireCodable {
    /// Writes elements one after the other.
    @inlinable
    public static func encode(
        elements: [Self],
        to encoder: inout WireEncoder
    ) throws(WireError) {
        for element in elements {
            try element.encode(to: &encoder)
        }
    }

    /// Reads elements one after the other.
    @inlinable
    public static func decode(
        count: Int,
        from decoder: inout WireDecoder
    ) throws(WireError) -> [Self] {
        var elements: [Self] = []
        // No more than the message's own size at once: an element may be larger than its encoding.
        elements.reserveCapacity(min(count, decoder.remainingCount / MemoryLayout<Self>.stride + 1))
        for _ in 0..<count {
            elements.append(try Self(from: &decoder))
        }
        return elements
    }
}

/// The reply of a call that returns nothing.
///
/// Takes no bytes, and is never an element of anything.
public struct NoValue: WireCodable {
    /// Makes the value.
    @inlinable
    public init() {}
    /// Writes nothing.
    @inlinable
    public func encode(to encoder: inout WireEncoder) throws(WireError) {}
    /// Reads nothing.
    @inlinable
    public init(from decoder: inout WireDecoder) throws(WireError) {}
}

/// The failure of a call that cannot fail.
extension Never: WireCodable {
    /// Cannot be called.
    @inlinable
    public func encode(to encoder: inout WireEncoder) throws(WireError) {}
    /// Refuses every byte.
    @inlinable
    public init(from decoder: inout WireDecoder) throws(WireError) {
        throw .invalidValue
    }
}
