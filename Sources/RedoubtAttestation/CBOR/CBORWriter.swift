/// Writes the few forms of CBOR that signatures are made over.
enum CBORWriter {
    /// A byte string.
    static func bytes(_ bytes: [UInt8]) -> [UInt8] { head(2, bytes.count) + bytes }

    /// A text string.
    static func text(_ text: String) -> [UInt8] { head(3, text.utf8.count) + Array(text.utf8) }

    /// The head of an array.
    static func array(_ count: Int) -> [UInt8] { head(4, count) }

    private static func head(_ type: UInt8, _ count: Int) -> [UInt8] {
        let first = type << 5
        return switch count {
        case 0..<24: [first | UInt8(count)]
        case 24..<0x100: [first | 24, UInt8(count)]
        case 0x100..<0x1_0000: [first | 25, UInt8(count >> 8), UInt8(count & 0xff)]
        default:
            [first | 26] + (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) }
        }
    }
}
