/// Why bytes could not be read as a value, or a value could not be written as bytes.
public enum WireError: Error, Equatable, Sendable {
    /// The message ended before the value did.
    case truncated
    /// The value does not fit into the message area, whose payload holds at most this many bytes.
    case tooLarge(limitBytes: Int)
    /// Values are nested deeper than ``WireLimits/maximumDepth``.
    case tooDeep
    /// A count exceeds what the rest of the message could hold.
    case countTooLarge
    /// A tag, Boolean or text has a value that its type does not allow.
    case invalidValue
    /// A dictionary holds the same key twice.
    case duplicateKey
    /// The message goes on after its last value.
    case trailingBytes
}

/// Limits that hold for every message, whatever the size of its channel.
public enum WireLimits {
    /// Arrays, optionals, dictionaries, structs and enums may nest this deep.
    public static let maximumDepth = 64
    /// Bytes of the largest message, header included.
    public static let maximumPayloadBytes = 64 << 20
    /// Bytes of a message that are copied at once, to be looked at.
    public static let windowBytes = 64 << 10
}
