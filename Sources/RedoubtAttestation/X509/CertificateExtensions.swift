/// The extensions of a certificate: those that every chain needs, and where the others are.
struct CertificateExtensions: Sendable {
    /// One extension that the reader of a chain does not know.
    struct Other: Sendable {
        /// The octets of its object identifier.
        let identifier: Range<Int>
        /// Its value, within the OCTET STRING.
        let value: Range<Int>
        /// Whether whoever does not understand it must refuse the certificate.
        let isCritical: Bool
    }

    /// Whether the subject may issue certificates.
    private(set) var isAuthority = false
    /// How many certificates may stand between the subject and a leaf, if that is limited.
    private(set) var pathLength: Int?
    /// What the key may be used for; nothing if the extension is absent.
    private(set) var keyUsage: KeyUsage?
    /// The others.
    private(set) var others: [Other] = []

    /// More than any certificate of evidence has.
    private static let limit = 40

    /// Reads the elements of Extensions.
    init(_ reader: DERReader) throws(Reason) {
        var reader = reader
        let bytes = reader.bytes
        var identifiers: [Range<Int>] = []
        while !reader.isAtEnd {
            var fields = try reader.enter(DERTag.sequence)
            let identifier = try fields.takeObjectIdentifier()
            guard identifiers.count < Self.limit,
                !identifiers.contains(where: { bytes.equal($0, bytes, identifier) })
            else { throw reader.malformed("an extension occurs twice, or there are too many") }
            identifiers.append(identifier)
            let isCritical = fields.nextTag == DERTag.boolean ? try fields.takeBoolean() : false
            let value = try fields.take(DERTag.octetString).contents
            try fields.requireEnd()
            let contents = DERReader(bytes, value, at: reader.location)
            if bytes.equal(identifier, ObjectIdentifier.basicConstraints) {
                try readBasicConstraints(contents)
            } else if bytes.equal(identifier, ObjectIdentifier.keyUsage) {
                keyUsage = try KeyUsage(contents)
            } else if !Self.isHarmless(bytes, identifier) {
                others.append(
                    Other(identifier: identifier, value: value, isCritical: isCritical)
                )
            }
        }
        guard !identifiers.isEmpty else { throw reader.malformed("there is no extension") }
    }

    private mutating func readBasicConstraints(_ contents: DERReader) throws(Reason) {
        var contents = contents
        var fields = try contents.enter(DERTag.sequence)
        try contents.requireEnd()
        if fields.nextTag == DERTag.boolean { isAuthority = try fields.takeBoolean() }
        if !fields.isAtEnd { pathLength = try fields.takeUnsigned() }
        try fields.requireEnd()
        guard isAuthority || pathLength == nil else {
            throw contents.malformed("a path length is given to one who is no authority")
        }
    }

    /// Whether an extension says nothing that a chain of a TEE's maker, whose root is pinned, depends on.
    private static func isHarmless(_ bytes: [UInt8], _ identifier: Range<Int>) -> Bool {
        bytes.equal(identifier, ObjectIdentifier.subjectKeyIdentifier)
            || bytes.equal(identifier, ObjectIdentifier.authorityKeyIdentifier)
            || bytes.equal(identifier, ObjectIdentifier.cRLDistributionPoints)
    }
}
