/// Writes the distinguished encoding rules of ASN.1 (X.690).
enum DER {
    static let sequenceTag: UInt8 = 0x30
    static let setTag: UInt8 = 0x31

    /// An element: its tag, its length, its contents.
    static func element(_ tag: UInt8, _ contents: some Collection<UInt8>) -> [UInt8] {
        [tag] + length(contents.count) + contents
    }

    /// A SEQUENCE of elements.
    static func sequence(_ elements: [UInt8]...) -> [UInt8] {
        element(sequenceTag, elements.flatMap { $0 })
    }

    /// A SET of one element, whose order is no question.
    static func set(of single: [UInt8]) -> [UInt8] { element(setTag, single) }

    /// An OBJECT IDENTIFIER in its encoding.
    static func identifier(_ bytes: [UInt8]) -> [UInt8] { element(0x06, bytes) }

    /// A BIT STRING of whole bytes.
    static func bitString(_ bytes: [UInt8]) -> [UInt8] { element(0x03, [0] + bytes) }

    /// An OCTET STRING.
    static func octetString(_ bytes: [UInt8]) -> [UInt8] { element(0x04, bytes) }

    private static func length(_ count: Int) -> [UInt8] {
        if count < 0x80 { return [UInt8(count)] }
        var digits: [UInt8] = []
        var rest = count
        while rest > 0 {
            digits.insert(UInt8(truncatingIfNeeded: rest), at: 0)
            rest >>= 8
        }
        return [0x80 | UInt8(digits.count)] + digits
    }
}
