extension JSONReader {
    /// More than a report or a quote has, in bytes.
    private static let limitElements = 64 << 10

    /// Reads bytes: hexadecimal digits, else base64, or a list of numbers.
    mutating func encodedBytes() throws(Reason) -> [UInt8] {
        guard peek() == UInt8(ascii: "[") else {
            let text = try textBytes()
            guard let bytes = Hexadecimal.decode(text[...]) ?? Base64.decode(text) else {
                throw malformed("hexadecimal digits or base64 are expected")
            }
            return bytes
        }
        var bytes: [UInt8] = []
        try array(limit: Self.limitElements) { (reader) throws(Reason) in
            bytes.append(UInt8(truncatingIfNeeded: try reader.unsigned(limit: 255)))
        }
        return bytes
    }

    /// Reads a certificate: PEM as it is, or the bytes.
    mutating func certificate() throws(Reason) -> [UInt8] {
        let start = position
        if peek() == UInt8(ascii: "\"") {
            let text = try textBytes()
            if text.starts(with: Array("-----BEGIN".utf8)) { return text }
            position = start
        }
        return try encodedBytes()
    }
}
