import RedoubtABI

/// Encodes a value.
func encoded(_ value: some WireCodable) throws(WireError) -> [UInt8] {
    let area = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { unsafe area.deallocate() }
    var encoder = unsafe WireEncoder(writingTo: area)
    try encoder.encode(value)
    return unsafe Array(area.prefix(encoder.count))
}

/// Decodes a whole message.
func decoded<Value: WireCodable>(
    _ type: Value.Type,
    from bytes: [UInt8]
) throws(WireError) -> Value {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    defer { unsafe copy.deallocate() }
    unsafe copy.copyBytes(from: bytes)
    var decoder = unsafe WireDecoder(reading: UnsafeRawBufferPointer(copy))
    let value = try decoder.decode(type)
    try decoder.finish()
    return value
}
