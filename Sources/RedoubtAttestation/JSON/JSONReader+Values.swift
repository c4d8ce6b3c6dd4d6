extension JSONReader {
    /// Reads a string, and says where its characters are.
    mutating func string() throws(Reason) -> JSONKey {
        try take(UInt8(ascii: "\""))
        let bytes = bytes
        let start = position
        var index = start
        var hasEscapes = false
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                position = index + 1
                return JSONKey(range: start..<index, hasEscapes: hasEscapes)
            }
            guard byte >= 0x20 else { throw malformed("a string has a control character") }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                index += 1
            }
            index += 1
        }
        throw malformed("a string has no end")
    }

    /// Reads a string as UTF-8 without escapes.
    mutating func textBytes() throws(Reason) -> [UInt8] {
        let token = try string()
        guard token.hasEscapes else { return Array(bytes[token.range]) }
        guard let text = JSONText.unescaped(bytes, token.range) else {
            throw malformed("a string has a malformed escape")
        }
        return text
    }

    /// Reads a string.
    mutating func text() throws(Reason) -> String {
        String(decoding: try textBytes(), as: UTF8.self)
    }

    /// Reads a string of hexadecimal digits for so many bytes.
    mutating func hexadecimal(_ count: Int) throws(Reason) -> [UInt8] {
        guard let value = Hexadecimal.decode(bytes[try string().range]), value.count == count else {
            throw malformed("\(2 * count) hexadecimal digits are expected")
        }
        return value
    }

    /// Reads a string with a time.
    mutating func time() throws(Reason) -> Timestamp {
        guard let time = Timestamp(rfc3339: bytes, try string().range) else {
            throw malformed("a time such as 2026-01-01T00:00:00Z is expected")
        }
        return time
    }

    /// Reads an integer from zero to a limit.
    mutating func unsigned(limit: Int) throws(Reason) -> Int {
        skip()
        let start = position
        var value = 0
        while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 {
            value = value * 10 + Int(bytes[position] - UInt8(ascii: "0"))
            position += 1
            guard value <= limit else { throw malformed("an integer is larger than \(limit)") }
        }
        let hasDigits = position > start
        let hasLeadingZero = position > start + 1 && bytes[start] == UInt8(ascii: "0")
        guard hasDigits, !hasLeadingZero, !isNumberCharacter else {
            throw malformed("an integer from 0 to \(limit) is expected")
        }
        return value
    }

    /// Reads `true` or `false`.
    mutating func boolean() throws(Reason) -> Bool {
        let isTrue = peek() == UInt8(ascii: "t")
        try literal(isTrue ? "true" : "false")
        return isTrue
    }

    /// Reads any value, which must be well-formed, and says where it is.
    @discardableResult
    mutating func skipValue() throws(Reason) -> Range<Int> {
        let first = peek()
        let start = position
        switch first {
        case UInt8(ascii: "{"):
            try object { (reader, _) throws(Reason) in try reader.skipValue() }
        case UInt8(ascii: "["):
            try array(limit: Self.limitBytes) { (reader) throws(Reason) in try reader.skipValue() }
        case UInt8(ascii: "\""):
            let token = try string()
            if token.hasEscapes, JSONText.unescaped(bytes, token.range) == nil {
                throw malformed("a string has a malformed escape")
            }
        case UInt8(ascii: "t"): try literal("true")
        case UInt8(ascii: "f"): try literal("false")
        case UInt8(ascii: "n"): try literal("null")
        default: try skipNumber()
        }
        return start..<position
    }

    /// Whether a key has a name.
    func names(_ key: JSONKey, _ name: StaticString) -> Bool {
        guard !key.hasEscapes, key.range.count == name.utf8CodeUnitCount else { return false }
        // SAFETY: a literal's characters live as long as the program, and there are as many as it says.
        let characters = unsafe UnsafeBufferPointer(
            start: name.utf8Start,
            count: name.utf8CodeUnitCount
        )
        return unsafe bytes[key.range].elementsEqual(characters)
    }

    private mutating func skip() { _ = peek() }

    private var isNumberCharacter: Bool {
        guard position < bytes.count else { return false }
        switch bytes[position] {
        case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"),
            UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return true
        default:
            return false
        }
    }

    private mutating func literal(_ text: String) throws(Reason) {
        skip()
        for character in text.utf8 {
            guard position < bytes.count, bytes[position] == character else {
                throw malformed("a value is expected")
            }
            position += 1
        }
    }

    private mutating func skipNumber() throws(Reason) {
        if position < bytes.count, bytes[position] == UInt8(ascii: "-") { position += 1 }
        let start = position
        try skipDigits()
        guard position == start + 1 || bytes[start] != UInt8(ascii: "0") else {
            throw malformed("a number begins with zero")
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            try skipDigits()
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < bytes.count,
                [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[position])
            {
                position += 1
            }
            try skipDigits()
        }
    }

    private mutating func skipDigits() throws(Reason) {
        let start = position
        while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 { position += 1 }
        guard position > start else { throw malformed("a value is expected") }
    }
}
