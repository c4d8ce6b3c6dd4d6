extension DERReader {
    /// Takes an INTEGER of no more than some octets, in the shortest form, and says where its octets are.
    mutating func takeInteger(limit: Int = 21) throws(Reason) -> Range<Int> {
        try minimalInteger(try take(DERTag.integer), limit: limit)
    }

    /// Takes an INTEGER that is not negative and fits 32 bits.
    mutating func takeUnsigned(_ tag: UInt8 = DERTag.integer) throws(Reason) -> Int {
        let range = try minimalInteger(try take(tag), limit: 5)
        guard bytes[range.lowerBound] < 0x80 else { throw malformed("a number is negative") }
        return range.reduce(0) { $0 << 8 | Int(bytes[$1]) }
    }

    /// Takes a BOOLEAN.
    mutating func takeBoolean() throws(Reason) -> Bool {
        let range = try take(DERTag.boolean).contents
        guard range.count == 1, [0, 0xff].contains(bytes[range.lowerBound]) else {
            throw malformed("a BOOLEAN is neither true nor false")
        }
        return bytes[range.lowerBound] == 0xff
    }

    /// Takes a BIT STRING that is made of whole octets, and says where they are.
    mutating func takeOctetsOfBitString() throws(Reason) -> Range<Int> {
        let range = try take(DERTag.bitString).contents
        guard let unused = range.first, bytes[unused] == 0 else {
            throw malformed("a BIT STRING does not end with an octet")
        }
        return range.dropFirst()
    }

    /// Takes an OBJECT IDENTIFIER and says where its octets are.
    mutating func takeObjectIdentifier() throws(Reason) -> Range<Int> {
        let range = try take(DERTag.objectIdentifier).contents
        guard let last = range.last, bytes[last] < 0x80 else {
            throw malformed("an OBJECT IDENTIFIER is cut off")
        }
        return range
    }

    /// Takes a time of a certificate: UTCTime or GeneralizedTime, with seconds, in UTC.
    mutating func takeTime() throws(Reason) -> Timestamp {
        let element = try take()
        let range = element.contents
        let year: Int?
        let rest: Int
        switch (element.tag, range.count) {
        case (DERTag.utcTime, 13):
            // Two digits: 1950 to 2049 (RFC 5280, 4.1.2.5.1).
            year = bytes.decimal(range.lowerBound, 2).map { $0 < 50 ? 2000 + $0 : 1900 + $0 }
            rest = range.lowerBound + 2
        case (DERTag.generalizedTime, 15):
            year = bytes.decimal(range.lowerBound, 4)
            rest = range.lowerBound + 4
        default:
            throw malformed("a time has neither of the two forms")
        }
        guard let year, bytes[range.upperBound - 1] == UInt8(ascii: "Z"),
            let month = bytes.decimal(rest, 2), let day = bytes.decimal(rest + 2, 2),
            let hour = bytes.decimal(rest + 4, 2), let minute = bytes.decimal(rest + 6, 2),
            let second = bytes.decimal(rest + 8, 2),
            let time = Timestamp(
                year: year,
                month: month,
                day: day,
                hour: hour,
                minute: minute,
                second: second
            )
        else { throw malformed("a time is none of the calendar") }
        return time
    }

    private func minimalInteger(_ element: DERElement, limit: Int) throws(Reason) -> Range<Int> {
        let range = element.contents
        guard let first = range.first, range.count <= limit else {
            throw malformed("an INTEGER has no octets, or more than \(limit)")
        }
        if range.count > 1 {
            let leading = bytes[first]
            let isNegative = bytes[first + 1] >= 0x80
            guard !(leading == 0 && !isNegative), !(leading == 0xff && isNegative) else {
                throw malformed("an INTEGER is longer than needed")
            }
        }
        return range
    }
}
