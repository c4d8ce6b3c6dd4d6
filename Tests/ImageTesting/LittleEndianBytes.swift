extension [UInt8] {
    /// Writes an integer over the bytes at an offset.
    public mutating func put(_ value: some FixedWidthInteger, at offset: Int) {
        for index in 0..<value.bitWidth / 8 {
            self[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * index))
        }
    }

    /// Reads the integer at an offset.
    public func integer<Value: FixedWidthInteger>(at offset: Int, as type: Value.Type) -> Value {
        (0..<Value.bitWidth / 8).reduce(0) { $0 | Value(self[offset + $1]) << (8 * $1) }
    }

    /// The same bytes with an integer written over those at an offset.
    public func putting(_ value: some FixedWidthInteger, at offset: Int) -> [UInt8] {
        var copy = self
        copy.put(value, at: offset)
        return copy
    }
}
