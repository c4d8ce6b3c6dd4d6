/// What a key may be used for.
struct KeyUsage: Sendable {
    /// The first octet of the BIT STRING, most significant bit first.
    private let bits: UInt8

    /// Whether it may sign data.
    var signsData: Bool { bits & 0x80 != 0 }
    /// Whether it may sign certificates.
    var signsCertificates: Bool { bits & 0x04 != 0 }
    /// Whether it may sign revocation lists.
    var signsRevocationLists: Bool { bits & 0x02 != 0 }

    /// Reads the extension's value.
    init(_ contents: DERReader) throws(Reason) {
        var contents = contents
        let range = try contents.take(DERTag.bitString).contents
        try contents.requireEnd()
        guard (2...3).contains(range.count), contents.bytes[range.lowerBound] < 8 else {
            throw contents.malformed("a key usage is empty or too long")
        }
        // That no zero bits end the string is not asked for: AMD's certificates have them.
        let padding = contents.bytes[range.lowerBound]
        guard contents.bytes[range.upperBound - 1] & (1 << padding - 1) == 0 else {
            throw contents.malformed("a key usage has bits in its padding")
        }
        bits = contents.bytes[range.lowerBound + 1]
    }
}
