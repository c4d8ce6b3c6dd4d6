extension WireCodable where Self: FixedWidthInteger & BitwiseCopyable {
    /// Writes the integer, little-endian.
    @inlinable
    public func encode(to encoder: inout WireEncoder) throws(WireError) {
        try encoder.write(self)
    }

    /// Reads the integer, little-endian.
    @inlinable
    public init(from decoder: inout WireDecoder) throws(WireError) {
        self = try decoder.read()
    }

    /// Writes the elements' memory, which on the platforms of this project is little-endian.
    @inlinable
    public static func encode(
        elements: [Self],
        to encoder: inout WireEncoder
    ) throws(WireError) {
        try encodeMemory(of: elements, to: &encoder)
    }

    /// Reads the elements' memory, which on the platforms of this project is little-endian.
    @inlinable
    public static func decode(
        count: Int,
        from decoder: inout WireDecoder
    ) throws(WireError) -> [Self] {
        try decodeMemory(count: count, from: &decoder)
    }
}

extension Int8: WireCodable {}
extension Int16: WireCodable {}
extension Int32: WireCodable {}
extension Int64: WireCodable {}
extension UInt8: WireCodable {}
extension UInt16: WireCodable {}
extension UInt32: WireCodable {}
extension UInt64: WireCodable {}
extension Int: WireCodable {}
extension UInt: WireCodable {}

extension Bool: WireCodable {
    /// Writes one byte, 0 or 1.
    @inlinable
    public func encode(to encoder: inout WireEncoder) throws(WireError) {
        try encoder.write(self ? 1 : 0 as UInt8)
    }

    /// Reads one byte, which must be 0 or 1.
    @inlinable
    public init(from decoder: inout WireDecoder) throws(WireError) {
        switch try decoder.read(UInt8.self) {
        case 0: self = false
        case 1: self = true
        default: throw .invalidValue
        }
    }
}

extension Double: WireCodable {
    /// Writes the bit pattern, so that every value, NaN with its payload too, arrives as it was.
    @inlinable
    public func encode(to encoder: inout WireEncoder) throws(WireError) {
        try encoder.write(bitPattern)
    }

    /// Reads the bit pattern.
    @inlinable
    public init(from decoder: inout WireDecoder) throws(WireError) {
        self.init(bitPattern: try decoder.read())
    }

    /// Writes the elements' memory.
    @inlinable
    public static func encode(
        elements: [Self],
        to encoder: inout WireEncoder
    ) throws(WireError) {
        try encodeMemory(of: elements, to: &encoder)
    }

    /// Reads the elements' memory.
    @inlinable
    public static func decode(
        count: Int,
        from decoder: inout WireDecoder
    ) throws(WireError) -> [Self] {
        try decodeMemory(count: count, from: &decoder)
    }
}

extension Float: WireCodable {
    /// Writes the bit pattern.
    @inlinable
    public func encode(to encoder: inout WireEncoder) throws(WireError) {
        try encoder.write(bitPattern)
    }

    /// Reads the bit pattern.
    @inlinable
    public init(from decoder: inout WireDecoder) throws(WireError) {
        self.init(bitPattern: try decoder.read())
    }
}

extension WireCodable where Self: BitwiseCopyable {
    @inlinable
    static func encodeMemory(
        of elements: [Self],
        to encoder: inout WireEncoder
    ) throws(WireError) {
        #if _endian(big)
        #error("the wire is little-endian: write and read the elements one by one")
        #endif
        var failure: WireError?
        unsafe elements.withUnsafeBytes { bytes in
            do throws(WireError) {
                try unsafe encoder.write(bytes: bytes)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    @inlinable
    static func decodeMemory(
        count: Int,
        from decoder: inout WireDecoder
    ) throws(WireError) -> [Self] {
        let (size, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Self>.stride)
        guard !overflow, size <= decoder.remainingCount else { throw .truncated }
        return unsafe [Self](unsafeUninitializedCapacity: count) { buffer, initialized in
            // SAFETY: the buffer has room for `count` strides, and only number types come here, which have no
            // invalid bit patterns and no padding. It cannot fail: so much remains.
            initialized =
                unsafe (try? decoder.read(
                    into: UnsafeMutableRawBufferPointer(
                        start: UnsafeMutableRawPointer(buffer.baseAddress),
                        count: size
                    )
                )) == nil ? 0 : count
        }
    }
}
