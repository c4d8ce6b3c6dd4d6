/// One element of DER: a tag, and where its parts are.
struct DERElement {
    /// The identifier octet.
    let tag: UInt8
    /// Where the identifier octet is.
    let start: Int
    /// Where the contents are.
    let contents: Range<Int>

    /// All of it, identifier and length included.
    var range: Range<Int> { start..<contents.upperBound }
}

/// Identifier octets of the types that certificates are made of.
enum DERTag {
    static let boolean: UInt8 = 0x01
    static let integer: UInt8 = 0x02
    static let bitString: UInt8 = 0x03
    static let octetString: UInt8 = 0x04
    static let null: UInt8 = 0x05
    static let objectIdentifier: UInt8 = 0x06
    static let enumerated: UInt8 = 0x0a
    static let ia5String: UInt8 = 0x16
    static let utcTime: UInt8 = 0x17
    static let generalizedTime: UInt8 = 0x18
    static let sequence: UInt8 = 0x30
    static let set: UInt8 = 0x31

    /// A constructed element of the context's own numbering.
    static func context(_ number: UInt8) -> UInt8 { 0xa0 | number }
}
