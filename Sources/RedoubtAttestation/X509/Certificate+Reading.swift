extension Certificate {
    /// Reads a certificate.
    ///
    /// - Throws: a reason if it is no DER of a version 3 certificate, if an algorithm or key is not accepted, or
    ///   if an extension occurs twice.
    init(_ bytes: [UInt8], at location: Reason.Location) throws(Reason) {
        guard bytes.count <= Self.limitBytes else {
            throw Reason(
                .tooLarge,
                at: location,
                "A certificate has \(bytes.count) bytes; at most \(Self.limitBytes) are read."
            )
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
                "A certificate is signed with an algorithm that is not accepted."
            )
        }
        self.algorithm = algorithm
        signedRange = signed.range
        signature = try SignatureValue.octets(bytes, value, algorithm, at: location)

        var fields = DERReader(bytes, signed.contents, at: location)
        var version = try fields.enter(DERTag.context(0))
        guard try version.takeUnsigned() == 2, version.isAtEnd else {
            throw fields.malformed("the certificate is not of version 3")
        }
        serialNumber = try fields.takeInteger()
        guard bytes.equal(try fields.take(DERTag.sequence).range, bytes, identifier) else {
            throw fields.malformed("the two signature algorithms differ")
        }
        issuer = try fields.take(DERTag.sequence).range
        var validity = try fields.enter(DERTag.sequence)
        notBefore = try validity.takeTime()
        notAfter = try validity.takeTime()
        try validity.requireEnd()
        subject = try fields.take(DERTag.sequence).range
        key = try SubjectPublicKey.key(bytes, try fields.take(DERTag.sequence), at: location)
        var extensions = try fields.enter(DERTag.context(3))
        try fields.requireEnd()
        self.extensions = try CertificateExtensions(try extensions.enter(DERTag.sequence))
        try extensions.requireEnd()
    }
}
