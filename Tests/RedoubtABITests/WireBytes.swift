import RedoubtABI

/// Encodes a value into an area of the given size, which ends at a guard.
func encoded(_ value: some WireCodable, areaBytes: Int = 16 << 10) throws(WireError) -> [UInt8] {
    let memory = GuardedMemory(pages: (areaBytes + 4095) / 4096 + 1)
    let area = unsafe memory.last(areaBytes)
    var encoder = unsafe WireEncoder(writingTo: area)
    try encoder.encode(value)
    return unsafe Array(area.prefix(encoder.count))
}

/// Decodes a whole message, whose copy ends at a guard.
func decoded<Value: WireCodable>(
    _ type: Value.Type,
    from bytes: [UInt8],
    in memory: GuardedMemory = GuardedMemory(pages: 16)
) throws(WireError) -> Value {
    let copy = unsafe memory.last(bytes.count)
    unsafe copy.copyBytes(from: bytes)
    var decoder = unsafe WireDecoder(reading: UnsafeRawBufferPointer(copy))
    let value = try decoder.decode(type)
    try decoder.finish()
    return value
}

/// Bytes from hexadecimal digits; spaces separate fields.
func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}
