extension [UInt8] {
    /// The integer that begins at an index, least significant byte first.
    ///
    /// The caller has checked that its bytes are there.
    func littleEndian<Value: FixedWidthInteger & UnsignedInteger>(
        _ type: Value.Type = Value.self,
        at index: Int
    ) -> Value {
        var value: Value = 0
        for offset in 0..<(Value.bitWidth / 8) {
            value |= Value(truncatingIfNeeded: self[index + offset]) << Value(8 * offset)
        }
        return value
    }

    /// Whether a part of these bytes is equal to a part of others.
    func equal(_ range: Range<Int>, _ other: [UInt8], _ otherRange: Range<Int>) -> Bool {
        guard range.count == otherRange.count else { return false }
        let distance = otherRange.lowerBound - range.lowerBound
        for index in range where self[index] != other[index + distance] { return false }
        return true
    }

    /// Whether a part of these bytes is zero.
    func isZero(_ range: Range<Int>) -> Bool {
        range.allSatisfy { self[$0] == 0 }
    }
}
