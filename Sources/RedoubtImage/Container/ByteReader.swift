internal import RedoubtABI

/// Reads little-endian fields at given places of a file, and says which field was wrong.
struct ByteReader {
    let bytes: [UInt8]

    func integer<Value: FixedWidthInteger & UnsignedInteger>(
        _ field: String,
        at offset: Int,
        as type: Value.Type = Value.self
    ) throws(ImageError) -> Value {
        let size = MemoryLayout<Value>.size
        let range = try range(field, at: offset, count: size)
        var value: Value = 0
        for byte in bytes[range].reversed() {
            value = value << 8 | Value(byte)
        }
        return value
    }

    /// A 64-bit field that must be usable as an offset or a size.
    func size(_ field: String, at offset: Int) throws(ImageError) -> Int {
        let value = try integer(field, at: offset, as: UInt64.self)
        guard value < 1 << 48 else {
            throw .malformed(field: field, offset: offset, reason: "\(value) is too large")
        }
        return Int(value)
    }

    /// The range of a field, shown to lie in the file.
    func range(_ field: String, at offset: Int, count: Int) throws(ImageError) -> Range<Int> {
        guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else {
            throw .truncated(field: field, offset: offset, needed: count, size: bytes.count)
        }
        return offset..<offset + count
    }

    /// A fixed number of bytes that name something.
    func identity<Value: IdentityBytes>(
        _ field: String,
        at offset: Int
    ) throws(ImageError) -> Value {
        let range = try range(field, at: offset, count: Value.byteCount)
        guard let value = Value(bytes: Array(bytes[range])) else {
            preconditionFailure("the range has as many bytes as the value")
        }
        return value
    }

    /// Checks bytes that have no meaning, and lie in the file.
    func checkZero(_ range: Range<Int>) throws(ImageError) {
        if let stray = bytes[range].firstIndex(where: { $0 != 0 }) {
            throw .malformed(field: "reserved", offset: stray, reason: "is not zero")
        }
    }
}
