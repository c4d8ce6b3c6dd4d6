/// The values in an extension that is a sequence of pairs of object identifier and value.
struct ExtensionMembers {
    private let bytes: [UInt8]
    private let location: Reason.Location
    /// The values by the last arc of their identifiers.
    private var values: [UInt8: DERElement] = [:]

    /// Reads pairs whose identifiers are a prefix and one arc below 128 more; ignores others.
    ///
    /// - Throws: a reason if an identifier is repeated.
    init(_ reader: DERReader, prefix: [UInt8]) throws(Reason) {
        bytes = reader.bytes
        location = reader.location
        var reader = reader
        while !reader.isAtEnd {
            var pair = try reader.enter(DERTag.sequence)
            let identifier = try pair.takeObjectIdentifier()
            let value = try pair.take()
            try pair.requireEnd()
            guard identifier.count == prefix.count + 1,
                bytes.equal(identifier.dropLast(), prefix)
            else { continue }
            guard values.updateValue(value, forKey: bytes[identifier.upperBound - 1]) == nil else {
                throw reader.malformed("a member of an extension is repeated")
            }
        }
    }

    /// The octets of an OCTET STRING.
    func octets(_ number: UInt8, _ count: Int) throws(Reason) -> [UInt8] {
        let value = try value(number, DERTag.octetString).contents
        guard value.count == count else { throw unfit(number) }
        return Array(bytes[value])
    }

    /// An integer from zero to a limit.
    func unsigned(_ number: UInt8, _ tag: UInt8, limit: Int) throws(Reason) -> Int {
        let element = try value(number, tag)
        var reader = DERReader(bytes, element.range, at: location)
        let value = try reader.takeUnsigned(tag)
        guard value <= limit else { throw unfit(number) }
        return value
    }

    /// A sequence, to be read further.
    func sequence(_ number: UInt8) throws(Reason) -> DERReader {
        DERReader(bytes, try value(number, DERTag.sequence).contents, at: location)
    }

    private func value(_ number: UInt8, _ tag: UInt8) throws(Reason) -> DERElement {
        guard let element = values[number], element.tag == tag else { throw unfit(number) }
        return element
    }

    private func unfit(_ number: UInt8) -> Reason {
        Reason(
            .certificateContents,
            at: location,
            "Member \(number) of a certificate's extension is missing or has another type or size."
        )
    }
}
