/// The three certificates that a report of SEV-SNP is checked with.
struct SNPChain {
    /// The VCEK or VLEK.
    let leaf: Certificate
    /// ASK or ASVK.
    let authority: Certificate
    /// ARK.
    let root: Certificate
    /// What the leaf says of the processor.
    let key: EndorsementKey

    private static let limit = 16
    private static let location: Reason.Location = "snp.certificates"

    /// Finds the certificates by their names: files have them in different orders, and more than are needed.
    init(_ ders: [[UInt8]], _ signingKey: SNPReport.SigningKey) throws(Reason) {
        guard ders.count <= Self.limit else {
            throw Reason(
                .tooLarge,
                at: Self.location,
                "There are more than \(Self.limit) certificates."
            )
        }
        var certificates: [Certificate] = []
        for der in ders { certificates.append(try Certificate(der, at: Self.location)) }
        let name = signingKey == .vcek ? "SEV-VCEK" : "SEV-VLEK"
        // An ASVK is named SEV-VLEK-Milan, and is an authority; a VLEK is not.
        let leaf = certificates.first {
            $0.isNamed(name) && !$0.extensions.isAuthority && !$0.isSelfIssued
        }
        guard let leaf else {
            throw Reason(
                .certificateMissing,
                at: Self.location,
                "There is no certificate named \(name), whose key the report says it is signed with."
            )
        }
        let authority = certificates.first { leaf.isIssued(inTheNameOf: $0) && !$0.isSelfIssued }
        guard let authority else {
            throw Reason(
                .certificateMissing,
                at: Self.location,
                "The issuer of \"\(leaf.shownName)\" is missing: the chain of AMD's key service is needed."
            )
        }
        let root = certificates.first { authority.isIssued(inTheNameOf: $0) && $0.isSelfIssued }
        guard let root else {
            throw Reason(
                .certificateMissing,
                at: Self.location,
                "The root, which issued \"\(authority.shownName)\", is missing."
            )
        }
        self.leaf = leaf
        self.authority = authority
        self.root = root
        key = try EndorsementKey(leaf, at: Self.location)
    }

    /// Says what does not fit among the certificates, whatever the time.
    func checkIssuers(
        _ trusted: TrustedRoot,
        _ signingKey: SNPReport.SigningKey,
        _ log: inout ReasonLog
    ) {
        let location = Self.location
        log.attempt { () throws(Reason) in try trusted.requireSame(root, location) }
        for certificate in [leaf, authority, root] {
            log.require(
                certificate.algorithm == .rsaPSSSHA384,
                Reason(
                    .unsupported,
                    at: location,
                    "The certificate \"\(certificate.shownName)\" is not signed with RSASSA-PSS and SHA-384."
                )
            )
        }
        log.attempt { () throws(Reason) in
            try root.requireRole(.authority(below: 1), location)
            try authority.requireRole(.authority(below: 0), location)
            try authority.requireIssued(by: root, location)
        }
        log.attempt { () throws(Reason) in
            try leaf.requireRole(.signer, location)
            try leaf.requireIssued(by: authority, location)
        }
        let issuer =
            signingKey == .vcek
            ? "SEV-\(key.product.rawValue)" : "SEV-VLEK-\(key.product.rawValue)"
        log.require(
            authority.isNamed(issuer),
            Reason(
                .certificateIssuer,
                at: location,
                "The certificate is for \(key.product.rawValue), and its issuer is "
                    + "\"\(authority.shownName)\" instead of \(issuer)."
            )
        )
    }

    /// Says which certificates are not valid at a time.
    func checkValidity(at time: Timestamp, _ log: inout ReasonLog) {
        for certificate in [leaf, authority, root] {
            log.attempt { () throws(Reason) in try certificate.requireValid(at: time, Self.location)
            }
        }
    }

    /// Says what of a report does not fit.
    func check(_ report: SNPReport, _ log: inout ReasonLog) {
        checkProcessor(report, &log)
        log.attempt { () throws(Reason) in try key.requireFit(report.reportedTCB, Self.location) }
        log.require(
            isSigned(report),
            Reason(
                .evidenceSignature,
                at: "snp.signature",
                "The report is not signed with the key of \"\(leaf.shownName)\"."
            )
        )
    }

    private func checkProcessor(_ report: SNPReport, _ log: inout ReasonLog) {
        if let processor = report.processor {
            log.require(
                AMDProduct(family: processor.family, model: processor.model) == key.product,
                Reason(
                    .certificateContents,
                    at: "snp.cpuid",
                    "The report is of another product than the certificate, which is for "
                        + "\(key.product.rawValue)."
                )
            )
        }
        switch (report.signingKey, key.hardwareID) {
        case (.vlek, nil):
            break
        case (.vcek, let id?):
            let isRightSize = id.count == (key.product == .turin ? 8 : 64)
            let rest = report.chipID.dropFirst(id.count)
            log.require(
                isRightSize && report.chipID.starts(with: id) && rest.allSatisfy { $0 == 0 },
                Reason(
                    .certificateContents,
                    at: "snp.chip_id",
                    "The report is of another chip than the certificate."
                )
            )
        default:
            log.add(
                Reason(
                    .certificateContents,
                    at: Self.location,
                    "A VCEK names its chip, and a VLEK does not; this certificate does the opposite."
                )
            )
        }
    }

    /// Whether r and s, 72 bytes each and least significant byte first, hold over the report.
    private func isSigned(_ report: SNPReport) -> Bool {
        let bytes = report.bytes
        let r = 0x2a0..<(0x2a0 + 72)
        let s = (0x2a0 + 72)..<(0x2a0 + 144)
        guard bytes.isZero(r.dropFirst(48)), bytes.isZero(s.dropFirst(48)),
            bytes.isZero(s.upperBound..<bytes.count)
        else { return false }
        let signature = bytes[r.prefix(48)].reversed() + bytes[s.prefix(48)].reversed()
        return leaf.key.isValid(
            signature[...],
            over: bytes[SNPReport.signedRange],
            .ecdsaP384SHA384
        )
    }
}
