/// Base64 in the standard and the URL alphabet, as evidence comes in.
enum Base64 {
    /// The bytes that text stands for.
    ///
    /// White space is skipped, the padding may be left out, and the bits that no byte takes must be zero.
    ///
    /// - Returns: nothing if the text is not base64.
    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        let values = Self.values
        var word: UInt32 = 0
        var count = 0
        var padding = 0
        for character in text {
            let value = values[Int(character)]
            if value < 64 {
                guard padding == 0 else { return nil }
                word = word << 6 | UInt32(value)
                count += 1
                if count == 4 {
                    bytes.append(UInt8(truncatingIfNeeded: word >> 16))
                    bytes.append(UInt8(truncatingIfNeeded: word >> 8))
                    bytes.append(UInt8(truncatingIfNeeded: word))
                    word = 0
                    count = 0
                }
            } else if value == Self.padding {
                padding += 1
            } else if value == invalid {
                return nil
            }
        }
        guard padding == 0 || count + padding == 4, padding <= 2 else { return nil }
        switch count {
        case 0:
            return bytes
        case 2:
            guard word & 0xf == 0 else { return nil }
            bytes.append(UInt8(truncatingIfNeeded: word >> 4))
            return bytes
        case 3:
            guard word & 0x3 == 0 else { return nil }
            bytes.append(UInt8(truncatingIfNeeded: word >> 10))
            bytes.append(UInt8(truncatingIfNeeded: word >> 2))
            return bytes
        default:
            return nil
        }
    }

    /// The characters of the standard alphabet, with padding.
    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let part = bytes[start..<min(start + 3, bytes.count)]
            var word: UInt32 = 0
            for byte in part { word = word << 8 | UInt32(byte) }
            word <<= 8 * UInt32(3 - part.count)
            for place in 0..<4 {
                text.append(
                    place <= part.count
                        ? alphabet[Int(word >> UInt32(18 - 6 * place) & 0x3f)] : UInt8(ascii: "=")
                )
            }
        }
        return text
    }

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )
    private static let invalid: UInt8 = 255
    private static let padding: UInt8 = 254
    private static let space: UInt8 = 253

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: invalid, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        for (character, value) in ["-": 62, "_": 63] as KeyValuePairs {
            values[Int(Array(character.utf8)[0])] = UInt8(value)
        }
        values[Int(UInt8(ascii: "="))] = padding
        for character in " \t\r\n".utf8 { values[Int(character)] = space }
        return values
    }()
}
