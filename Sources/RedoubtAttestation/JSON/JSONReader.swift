/// Reads JSON front to back, by offsets, without building a tree.
///
/// It is strict where a verifier must be: a key may not be repeated, nothing may follow the value, numbers where
/// integers are expected are integers, and depth, size and count of keys are limited. The offsets of a value are
/// known, because what is signed is the exact text.
struct JSONReader {
    /// The whole text.
    let bytes: [UInt8]
    /// Where the next token begins, or the white space before it.
    var position = 0
    /// What is read, for reasons.
    let location: Reason.Location
    /// The keys of the objects that are being read, outermost first.
    private var keys: [JSONKey] = []
    private var depth = 0

    /// The deepest nesting that is read.
    static let limitDepth = 32
    /// The longest text that is read, in bytes.
    static let limitBytes = 4 << 20
    /// The most keys that an object may have.
    static let limitKeys = 256

    /// Begins to read a text, which must be UTF-8.
    init(_ bytes: [UInt8], at location: Reason.Location) throws(Reason) {
        self.bytes = bytes
        self.location = location
        guard bytes.count <= Self.limitBytes else {
            throw Reason(
                .tooLarge,
                at: location,
                "The JSON has \(bytes.count) bytes; at most \(Self.limitBytes) are read."
            )
        }
        if !bytes.allSatisfy({ $0 < 0x80 }), String(validating: bytes, as: UTF8.self) == nil {
            throw malformed("it is not UTF-8")
        }
    }

    /// Fails if anything but white space follows.
    mutating func requireEnd() throws(Reason) {
        skipSpace()
        guard position == bytes.count else { throw malformed("text follows after the value") }
    }

    /// Reads an object, and hands each key to the caller, who reads or skips its value.
    mutating func object(
        _ member: (inout JSONReader, JSONKey) throws(Reason) -> Void
    ) throws(Reason) {
        try open(UInt8(ascii: "{"))
        let first = keys.count
        if try !close(UInt8(ascii: "}")) {
            repeat {
                let key = JSONKey(try string())
                try requireNew(key, since: first)
                keys.append(key)
                try take(UInt8(ascii: ":"))
                try member(&self, key)
            } while try another(before: UInt8(ascii: "}"))
        }
        keys.removeSubrange(first...)
        depth -= 1
    }

    /// Reads an array of a limited number of elements, and lets the caller read each.
    mutating func array(
        limit: Int,
        _ element: (inout JSONReader) throws(Reason) -> Void
    ) throws(Reason) {
        try open(UInt8(ascii: "["))
        if try !close(UInt8(ascii: "]")) {
            var count = 0
            repeat {
                count += 1
                guard count <= limit else {
                    throw malformed("an array has more than \(limit) elements")
                }
                try element(&self)
            } while try another(before: UInt8(ascii: "]"))
        }
        depth -= 1
    }

    /// What the next value begins with; nothing at the end.
    mutating func peek() -> UInt8? {
        skipSpace()
        return position < bytes.count ? bytes[position] : nil
    }

    /// Takes one character of punctuation.
    mutating func take(_ character: UInt8) throws(Reason) {
        guard peek() == character else {
            throw malformed("\"\(Character(Unicode.Scalar(character)))\" is expected")
        }
        position += 1
    }

    /// The reason for text that is not as it should be, with where it is.
    func malformed(_ what: String) -> Reason {
        Reason(.malformed, at: location, "The JSON is malformed at byte \(position): \(what).")
    }

    private mutating func open(_ bracket: UInt8) throws(Reason) {
        try take(bracket)
        depth += 1
        guard depth <= Self.limitDepth else {
            throw malformed("it is nested deeper than \(Self.limitDepth) levels")
        }
    }

    private mutating func close(_ bracket: UInt8) throws(Reason) -> Bool {
        guard peek() == bracket else { return false }
        position += 1
        return true
    }

    private mutating func another(before bracket: UInt8) throws(Reason) -> Bool {
        if try close(bracket) { return false }
        try take(UInt8(ascii: ","))
        return true
    }

    private func requireNew(_ key: JSONKey, since first: Int) throws(Reason) {
        guard keys.count - first < Self.limitKeys else {
            throw malformed("an object has more than \(Self.limitKeys) keys")
        }
        for index in first..<keys.count where keys[index].isSame(as: key, in: bytes) {
            throw malformed("a key is repeated")
        }
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
                position += 1
            default:
                return
            }
        }
    }
}
