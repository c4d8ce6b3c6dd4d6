/// Writes the few forms of CBOR (RFC 8949) that evidence has.
enum CBOREncoding {
    /// An integer of either sign.
    static func integer(_ value: Int64) -> [UInt8] {
        value < 0 ? head(1, UInt64(-1 - value)) : head(0, UInt64(value))
    }

    /// A byte string.
    static func bytes(_ bytes: [UInt8]) -> [UInt8] { head(2, UInt64(bytes.count)) + bytes }

    /// A text string.
    static func text(_ text: String) -> [UInt8] {
        head(3, UInt64(text.utf8.count)) + Array(text.utf8)
    }

    /// The head of an array.
    static func array(_ count: Int) -> [UInt8] { head(4, UInt64(count)) }

    /// A map with numbers as keys, in the given order.
    static func map(_ pairs: [(Int64, [UInt8])]) -> [UInt8] {
        head(5, UInt64(pairs.count)) + pairs.flatMap { integer($0.0) + $0.1 }
    }

    /// A tag before what it is on.
    static func tag(_ number: UInt64) -> [UInt8] { head(6, number) }

    private static func head(_ type: UInt8, _ argument: UInt64) -> [UInt8] {
        let first = type << 5
        return switch argument {
        case 0..<24: [first | UInt8(argument)]
        case 24..<0x100: [first | 24, UInt8(argument)]
        case 0x100..<0x1_0000: [first | 25] + bigEndian(argument, 2)
        case 0x1_0000..<0x1_0000_0000: [first | 26] + bigEndian(argument, 4)
        default: [first | 27] + bigEndian(argument, 8)
        }
    }

    private static func bigEndian(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * (count - 1 - $0))) }
    }
}
