/// A value of CBOR (RFC 8949), as far as evidence uses it: no floating point, no indefinite lengths.
indirect enum CBORValue: Hashable, Sendable {
    case unsigned(UInt64)
    /// The value -1 - n, given n.
    case negative(UInt64)
    case bytes([UInt8])
    case text(String)
    case array([CBORValue])
    /// Pairs in the order of the encoding; no key is repeated.
    case map([CBORPair])
    case tagged(UInt64, CBORValue)
    case boolean(Bool)
    case null

    /// A small integer of either sign.
    var integer: Int64? {
        switch self {
        case .unsigned(let value): Int64(exactly: value)
        case .negative(let value): Int64(exactly: value).map { -1 - $0 }
        default: nil
        }
    }

    /// The bytes of a byte string.
    var byteString: [UInt8]? {
        if case .bytes(let bytes) = self { bytes } else { nil }
    }

    /// The text of a text string.
    var textString: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The value of a key in a map.
    subscript(key: CBORValue) -> CBORValue? {
        guard case .map(let pairs) = self else { return nil }
        return pairs.first { $0.key == key }?.value
    }

    /// The value of a number in a map.
    subscript(number: Int64) -> CBORValue? {
        self[number < 0 ? .negative(UInt64(-1 - number)) : .unsigned(UInt64(number))]
    }

    /// The value of a name in a map.
    subscript(name: String) -> CBORValue? { self[.text(name)] }
}

/// A key of a map, and its value.
struct CBORPair: Hashable, Sendable {
    let key: CBORValue
    let value: CBORValue
}
