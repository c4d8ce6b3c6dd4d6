/// Takes percent-encoding out of a header's value.
enum PercentEncoding {
    /// The bytes; nothing if an escape is malformed.
    static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var characters = Array(text.utf8)[...]
        while let character = characters.popFirst() {
            guard character == UInt8(ascii: "%") else {
                bytes.append(character)
                continue
            }
            guard characters.count >= 2,
                let value = HexadecimalText.decode(Array(characters.prefix(2)))
            else { return nil }
            bytes += value
            characters = characters.dropFirst(2)
        }
        return bytes
    }
}

/// Hexadecimal digits as text.
enum HexadecimalText {
    /// The bytes that digits stand for; nothing if one is not a digit or their number is odd.
    static func decode(_ digits: [UInt8]) -> [UInt8]? {
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            let scalars = [digits[index], digits[index + 1]].map { Character(Unicode.Scalar($0)) }
            guard let high = scalars[0].hexDigitValue, let low = scalars[1].hexDigitValue else {
                return nil
            }
            bytes.append(UInt8(high << 4 | low))
        }
        return bytes
    }
}
