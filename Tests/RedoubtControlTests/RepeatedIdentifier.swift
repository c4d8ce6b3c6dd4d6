import RedoubtABI

/// An identifier that consists of one byte.
func identifier<Value: IdentityBytes>(_ byte: UInt8) -> Value {
    guard let value = Value(bytes: [UInt8](repeating: byte, count: Value.byteCount)) else {
        preconditionFailure("as many bytes as the type has")
    }
    return value
}
