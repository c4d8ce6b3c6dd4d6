/// Takes fields off the front of bytes from outside; never reads past their end.
struct ByteReader {
    /// All the bytes, of which a part is read.
    let bytes: [UInt8]
    /// Where the next field begins.
    private(set) var position: Int
    /// Where the part ends.
    let end: Int
    /// What is read, for reasons.
    let location: Reason.Location

    /// Reads a part of some bytes, all of them unless told.
    init(_ bytes: [UInt8], _ range: Range<Int>? = nil, at location: Reason.Location) {
        self.bytes = bytes
        let range = range ?? bytes.indices
        position = range.lowerBound
        end = range.upperBound
        self.location = location
    }

    /// How many bytes are left.
    var remainingCount: Int { end - position }

    /// Takes some bytes, and says where they are.
    mutating func take(_ count: Int, _ name: String) throws(Reason) -> Range<Int> {
        guard count >= 0, count <= remainingCount else {
            throw Reason(
                .truncated,
                at: location.part(name),
                "\(count) bytes are needed and \(remainingCount) are left."
            )
        }
        let start = position
        position += count
        return start..<position
    }

    /// Takes some bytes and copies them.
    mutating func takeBytes(_ count: Int, _ name: String) throws(Reason) -> [UInt8] {
        Array(bytes[try take(count, name)])
    }

    /// Takes an integer with the least significant byte first.
    mutating func takeLittleEndian<Value: FixedWidthInteger & UnsignedInteger>(
        _ type: Value.Type = Value.self,
        _ name: String
    ) throws(Reason) -> Value {
        let range = try take(Value.bitWidth / 8, name)
        return bytes.littleEndian(at: range.lowerBound)
    }

    /// Takes an integer with the most significant byte first.
    mutating func takeBigEndian<Value: FixedWidthInteger & UnsignedInteger>(
        _ type: Value.Type = Value.self,
        _ name: String
    ) throws(Reason) -> Value {
        let range = try take(Value.bitWidth / 8, name)
        return bytes.littleEndian(Value.self, at: range.lowerBound).byteSwapped
    }

    /// Fails if something is left.
    func requireEnd() throws(Reason) {
        guard remainingCount == 0 else {
            throw Reason(
                .trailingBytes,
                at: location,
                "\(remainingCount) bytes are left over where nothing may follow."
            )
        }
    }
}
