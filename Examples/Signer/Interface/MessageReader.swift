/// Bytes that are not in the form that they should be.
public struct MalformedMessage: Error, Hashable, Sendable {
    /// Makes the error.
    public init() {}
}

/// Reads the data types of SSH (RFC 4251, 5), in which the signer keeps its own records as well.
public struct MessageReader {
    private let bytes: [UInt8]
    private var position = 0

    /// Begins at the first byte.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads a byte.
    public mutating func byte() throws(MalformedMessage) -> UInt8 {
        guard position < bytes.count else { throw MalformedMessage() }
        position += 1
        return bytes[position - 1]
    }

    /// Reads a number of 4 bytes, the highest first.
    public mutating func uint32() throws(MalformedMessage) -> UInt32 {
        var number: UInt32 = 0
        for _ in 0..<4 { number = try number << 8 | UInt32(byte()) }
        return number
    }

    /// Reads a number of 8 bytes, the highest first.
    public mutating func uint64() throws(MalformedMessage) -> UInt64 {
        var number: UInt64 = 0
        for _ in 0..<8 { number = try number << 8 | UInt64(byte()) }
        return number
    }

    /// Reads a length of 4 bytes, and so many bytes.
    public mutating func string() throws(MalformedMessage) -> [UInt8] {
        let count = Int(try uint32())
        guard count <= bytes.count - position else { throw MalformedMessage() }
        position += count
        return Array(bytes[(position - count)..<position])
    }

    /// Makes sure that nothing follows.
    public func end() throws(MalformedMessage) {
        guard position == bytes.count else { throw MalformedMessage() }
    }
}

/// Writes the data types of SSH.
public struct MessageWriter {
    /// What was written.
    public private(set) var bytes: [UInt8] = []

    /// Begins with nothing.
    public init() {}

    /// Writes a byte.
    public mutating func byte(_ value: UInt8) { bytes.append(value) }

    /// Writes a number of 4 bytes.
    public mutating func uint32(_ value: UInt32) {
        for shift in [24, 16, 8, 0] as [UInt32] {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    /// Writes a number of 8 bytes.
    public mutating func uint64(_ value: UInt64) {
        uint32(UInt32(truncatingIfNeeded: value >> 32))
        uint32(UInt32(truncatingIfNeeded: value))
    }

    /// Writes a length and bytes.
    public mutating func string(_ value: some Collection<UInt8>) {
        uint32(UInt32(truncatingIfNeeded: value.count))
        bytes += value
    }

    /// Writes a positive number of any length (`mpint`).
    public mutating func number(_ digits: some Collection<UInt8>) {
        var digits = Array(digits.drop { $0 == 0 })
        if let first = digits.first, first >= 0x80 { digits.insert(0, at: 0) }
        string(digits)
    }
}
