/// A fixed number of bytes that names something, written as hexadecimal digits.
public protocol IdentityBytes: Hashable, WireCodable, CustomStringConvertible {
    /// How many bytes a value has.
    static var byteCount: Int { get }
    /// The bytes, ``byteCount`` of them.
    var bytes: [UInt8] { get }
    /// Makes a value; nil unless there are exactly ``byteCount`` bytes.
    init?(bytes: [UInt8])
}

extension IdentityBytes {
    /// Reads two digits for each byte, of either case; nil if anything else is there.
    public init?(hexadecimal text: String) {
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in text.utf8 {
            guard let digit = Self.digit(character), bytes.count < Self.byteCount else {
                return nil
            }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        guard high == nil else { return nil }
        self.init(bytes: bytes)
    }

    /// Two lower-case hexadecimal digits for each byte.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Writes the bytes, without a count.
    public func encode(to encoder: inout WireEncoder) throws(WireError) {
        for byte in bytes { try encoder.write(byte) }
    }

    /// Reads the bytes.
    public init(from decoder: inout WireDecoder) throws(WireError) {
        guard let value = Self(bytes: try UInt8.decode(count: Self.byteCount, from: &decoder))
        else { throw .invalidValue }
        self = value
    }

    private static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x41...0x46: character - 0x41 + 10
        case 0x61...0x66: character - 0x61 + 10
        default: nil
        }
    }
}
