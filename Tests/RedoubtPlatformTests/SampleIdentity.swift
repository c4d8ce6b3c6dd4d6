import RedoubtABI

/// An identifier of the bytes from `first` on.
func identifier<Value: IdentityBytes>(from first: UInt8, as type: Value.Type = Value.self) -> Value
{
    guard let value = Value(bytes: (0..<Value.byteCount).map { first &+ UInt8($0) }) else {
        preconditionFailure("as many bytes as the type has")
    }
    return value
}
