/// A certificate revocation list, read by offsets; nothing about it is believed yet.
struct RevocationList: Sendable {
    private let bytes: [UInt8]
    private let signedRange: Range<Int>
    private let algorithm: SignatureAlgorithm
    private let signature: [UInt8]
    private let issuer: Range<Int>
    /// The octets of the serial numbers that it lists.
    private let serialNumbers: [Range<Int>]
    /// The first second at which it is valid.
    let thisUpdate: Timestamp
    /// The last second at which it is valid.
    let nextUpdate: Timestamp

    /// More than any list of a TEE's maker has, in bytes.
    static let limitBytes = 4 << 20

    /// Reads a list.
    ///
    /// - Throws: a reason if it is no DER of a version 2 list with a next update, or if it has a critical
    ///   extension: such a list may say less, or other, than it seems to.
    init(_ bytes: [UInt8], at location: Reason.Location) throws(Reason) {
        guard bytes.count <= Self.limitBytes else {
            throw Reason(.tooLarge, at: location, "A revocation list has \(bytes.count) bytes.")
        }
        self.bytes = bytes
        var outer = DERReader(bytes, at: location)
        var parts = try outer.enter(DERTag.sequence)
        try outer.requireEnd()
        let signed = try parts.take(DERTag.sequence)
        let identifier = try parts.take(DERTag.sequence).range
        let value = try parts.takeOctetsOfBitString()
        try parts.requireEnd()
        guard let algorithm = SignatureAlgorithm(identifier: bytes[identifier]) else {
            throw Reason(
                .unsupported,
                at: location,
                "The revocation list is signed with an algorithm that is not accepted."
            )
        }
        self.algorithm = algorithm
        signedRange = signed.range
        signature = try SignatureValue.octets(bytes, value, algorithm, at: location)

        var fields = DERReader(bytes, signed.contents, at: location)
        guard try fields.takeUnsigned() == 1 else {
            throw fields.malformed("the revocation list is not of version 2")
        }
        guard bytes.equal(try fields.take(DERTag.sequence).range, bytes, identifier) else {
            throw fields.malformed("the two signature algorithms differ")
        }
        issuer = try fields.take(DERTag.sequence).range
        thisUpdate = try fields.takeTime()
        nextUpdate = try fields.takeTime()
        var serialNumbers: [Range<Int>] = []
        if var entries = try fields.takeIfPresent(DERTag.sequence)
            .map({ DERReader(bytes, $0.contents, at: location) })
        {
            while !entries.isAtEnd {
                var entry = try entries.enter(DERTag.sequence)
                serialNumbers.append(try entry.takeInteger())
                _ = try entry.takeTime()
                if !entry.isAtEnd {
                    try Self.requireNothingCritical(
                        try entry.take(DERTag.sequence),
                        bytes,
                        location
                    )
                }
                try entry.requireEnd()
            }
        }
        self.serialNumbers = serialNumbers
        if !fields.isAtEnd {
            var extensions = try fields.enter(DERTag.context(0))
            try Self.requireNothingCritical(try extensions.take(DERTag.sequence), bytes, location)
            try extensions.requireEnd()
        }
        try fields.requireEnd()
    }

    /// Whether the list has the serial number of a certificate.
    func lists(_ certificate: Certificate) -> Bool {
        serialNumbers.contains { bytes.equal($0, certificate.bytes, certificate.serialNumber) }
    }

    /// Whether it was issued under the name of a certificate's subject.
    func isIssued(inTheNameOf authority: Certificate) -> Bool {
        bytes.equal(issuer, authority.bytes, authority.subject)
    }

    /// Fails unless an authority issued the list: by name and by signature.
    func requireIssued(by authority: Certificate, _ location: Reason.Location) throws(Reason) {
        guard isIssued(inTheNameOf: authority) else {
            throw Reason(
                .revocationListIssuer,
                at: location,
                "The revocation list has another issuer than \"\(authority.shownName)\"."
            )
        }
        guard authority.extensions.keyUsage?.signsRevocationLists == true,
            authority.key.isValid(signature[...], over: bytes[signedRange], algorithm)
        else {
            throw Reason(
                .revocationListSignature,
                at: location,
                "The signature of the revocation list is not made with the key of "
                    + "\"\(authority.shownName)\", or that key may not sign such lists."
            )
        }
    }

    /// Fails unless the list is valid at a time; its first and last second belong to it.
    func requireValid(at time: Timestamp, _ location: Reason.Location) throws(Reason) {
        guard thisUpdate <= time else {
            throw Reason(
                .revocationListNotYetValid,
                at: location,
                "The revocation list is of \(thisUpdate), which is in the future; the time is \(time)."
            )
        }
        guard time <= nextUpdate else {
            throw Reason(
                .revocationListExpired,
                at: location,
                "The revocation list expired at \(nextUpdate); the time is \(time). Get a new one."
            )
        }
    }

    private static func requireNothingCritical(
        _ element: DERElement,
        _ bytes: [UInt8],
        _ location: Reason.Location
    ) throws(Reason) {
        var extensions = DERReader(bytes, element.contents, at: location)
        while !extensions.isAtEnd {
            var fields = try extensions.enter(DERTag.sequence)
            _ = try fields.takeObjectIdentifier()
            if fields.nextTag == DERTag.boolean, try fields.takeBoolean() {
                throw Reason(
                    .unsupported,
                    at: location,
                    "The revocation list has a critical extension that is not understood."
                )
            }
            _ = try fields.take(DERTag.octetString)
            try fields.requireEnd()
        }
    }
}
