/// The chain of a PCK certificate, checked against a bundle at no time in particular.
struct PlatformChain: Sendable {
    let leaf: Certificate
    let authority: Certificate
    let root: Certificate
    /// What the leaf says of the platform.
    let platform: PlatformCertificate
    /// Whether the quote has them in this order.
    let isLeafFirst: Bool

    /// Finds the three certificates in a quote and checks what does not depend on the time.
    ///
    /// The chain is there if it could be put together, whatever the log then says against it.
    static func find(
        _ quote: Quote,
        _ collateral: VerifiedCollateral,
        _ log: inout ReasonLog
    ) -> PlatformChain? {
        let found = log.attempt { () throws(Reason) in
            try PlatformChain(quote, collateral.root)
        }
        guard let chain = found else { return nil }
        chain.check(collateral, &log)
        return chain
    }

    static let location: Reason.Location = "quote.pck_chain"

    private init(_ quote: Quote, _ trusted: TrustedRoot) throws(Reason) {
        var certificates: [Certificate] = []
        for der in try PEM.certificates(quote.bytes, quote.parts.certificates, at: Self.location) {
            certificates.append(try trusted.read(der, at: Self.location))
        }
        func find(_ what: String, _ isIt: (Certificate) -> Bool) throws(Reason) -> Int {
            guard let index = certificates.firstIndex(where: isIt) else {
                throw Reason(
                    .certificateMissing,
                    at: Self.location,
                    "The chain has no certificate \(what)."
                )
            }
            return index
        }
        let leaf = try find("named \"SGX PCK Certificate\"") {
            !$0.isSelfIssued && $0.isNamed("SGX PCK Certificate")
        }
        let authority = try find("of an authority, named \"CA\" and issued by another") {
            !$0.isSelfIssued && $0.isNamed("CA")
        }
        let root = try find("of a root, named \"SGX Root CA\" and issued by itself") {
            $0.isSelfIssued && $0.isNamed("SGX Root CA")
        }
        self.leaf = certificates[leaf]
        self.authority = certificates[authority]
        self.root = certificates[root]
        isLeafFirst = [leaf, authority, root] == [0, 1, 2]
        platform = try PlatformCertificate(certificates[leaf], at: Self.location)
    }

    private func check(_ collateral: VerifiedCollateral, _ log: inout ReasonLog) {
        let location = Self.location
        log.attempt { () throws(Reason) in try collateral.root.requireSame(root, location) }
        log.attempt { () throws(Reason) in
            try authority.requireRole(.authority(below: 0), location)
            try collateral.root.requireIssued(authority, location)
        }
        log.attempt { () throws(Reason) in
            try leaf.requireRole(.signer, understood: [ObjectIdentifier.intelSGX], location)
            try leaf.requireIssued(by: authority, location)
        }
        if let list = collateral.rootList {
            log.require(!list.lists(authority), authority.revoked(location))
        }
        if let list = collateral.pckList {
            log.attempt { () throws(Reason) in
                try list.requireIssued(by: authority, "collateral.pck_crl")
            }
            log.require(!list.lists(leaf), leaf.revoked(location))
        }
    }

    /// Says what does not hold at a time.
    func checkValidity(at time: Timestamp, _ log: inout ReasonLog) {
        for certificate in [leaf, authority, root] {
            log.attempt { () throws(Reason) in try certificate.requireValid(at: time, Self.location)
            }
        }
    }
}
