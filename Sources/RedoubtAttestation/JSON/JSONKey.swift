/// A string in JSON text: where it is, and whether it must be unescaped.
struct JSONKey {
    /// Its characters, without the quotation marks.
    let range: Range<Int>
    /// Whether there is a backslash among them.
    let hasEscapes: Bool

    /// A string that was read.
    init(_ token: JSONKey) {
        self = token
    }

    /// A string at a place.
    init(range: Range<Int>, hasEscapes: Bool) {
        self.range = range
        self.hasEscapes = hasEscapes
    }

    /// Whether two strings of a text stand for the same characters.
    func isSame(as other: JSONKey, in bytes: [UInt8]) -> Bool {
        if !hasEscapes, !other.hasEscapes { return bytes.equal(range, bytes, other.range) }
        return JSONText.unescaped(bytes, range) == JSONText.unescaped(bytes, other.range)
    }
}
