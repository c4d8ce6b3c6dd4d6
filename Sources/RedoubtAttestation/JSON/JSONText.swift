/// Takes the escapes out of the characters of a JSON string.
enum JSONText {
    /// The UTF-8 that characters stand for; nothing if an escape is malformed.
    static func unescaped(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8]? {
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            if bytes[index] != UInt8(ascii: "\\") {
                let start = index
                while index < range.upperBound, bytes[index] != UInt8(ascii: "\\") { index += 1 }
                text.append(contentsOf: bytes[start..<index])
                continue
            }
            index += 1
            guard index < range.upperBound else { return nil }
            let escape = bytes[index]
            index += 1
            switch escape {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape)
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0c)
            case UInt8(ascii: "n"): text.append(0x0a)
            case UInt8(ascii: "r"): text.append(0x0d)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "u"):
                guard let scalar = scalar(bytes, &index, range.upperBound) else { return nil }
                text.append(contentsOf: Array(String(Character(scalar)).utf8))
            default: return nil
            }
        }
        return text
    }

    /// The character after `\u`: four digits, or two such of a surrogate pair.
    private static func scalar(
        _ bytes: [UInt8],
        _ index: inout Int,
        _ end: Int
    ) -> Unicode.Scalar? {
        guard let first = unit(bytes, &index, end) else { return nil }
        guard (0xd800..<0xdc00).contains(first) else { return Unicode.Scalar(first) }
        guard end - index >= 2, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u")
        else { return nil }
        index += 2
        guard let second = unit(bytes, &index, end), (0xdc00..<0xe000).contains(second) else {
            return nil
        }
        return Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    }

    private static func unit(_ bytes: [UInt8], _ index: inout Int, _ end: Int) -> UInt32? {
        guard end - index >= 4 else { return nil }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Hexadecimal.value(bytes[index]) else { return nil }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        return value
    }
}
