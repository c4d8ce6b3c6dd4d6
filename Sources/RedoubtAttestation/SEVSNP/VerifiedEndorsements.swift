/// Certificates and revocation lists of reports whose signatures have been checked, to be kept between reports.
///
/// Times are checked with each report, against its caller's time. With it, a report costs one signature check. It
/// can be used from many threads. Reasons that were found here are in every verdict that is made with it.
public struct VerifiedEndorsements: Sendable {
    /// What was checked.
    public let bundle: EndorsementBundle

    private let chains: [SNPReport.SigningKey: CheckedChain]

    /// A chain with what is said of it at no time in particular.
    private struct CheckedChain: Sendable {
        var chain: SNPChain?
        var lists: [RevocationList] = []
        var log = ReasonLog()
    }

    /// Checks all that does not depend on a report or the time.
    ///
    /// - Parameters:
    ///   - bundle: certificates of a VCEK or VLEK, or of both, and of their issuers, and revocation lists.
    ///   - root: what the chain must end in; the root of the certificate's product unless told.
    public init(_ bundle: EndorsementBundle, root: TrustedRoot? = nil) {
        self.bundle = bundle
        var chains: [SNPReport.SigningKey: CheckedChain] = [:]
        for key in [SNPReport.SigningKey.vcek, .vlek] {
            var checked = CheckedChain()
            checked.chain = checked.log.attempt { () throws(Reason) in
                try SNPChain(bundle.certificates, key)
            }
            if let chain = checked.chain {
                chain.checkIssuers(root ?? chain.key.product.root, key, &checked.log)
                checked.lists = chain.checkRevocation(bundle.revocationLists, &checked.log)
            }
            chains[key] = checked
        }
        self.chains = chains
    }

    /// Says what speaks against a report at a time; returns the processor's line, if there is a chain.
    func check(
        _ report: SNPReport,
        at time: Timestamp,
        _ log: inout ReasonLog
    ) -> AMDProduct? {
        guard let checked = chains[report.signingKey] else { return nil }
        for reason in checked.log.reasons { log.add(reason) }
        guard let chain = checked.chain else { return nil }
        chain.checkValidity(at: time, &log)
        for list in checked.lists {
            log.attempt { () throws(Reason) in
                try list.requireValid(at: time, SNPChain.listLocation)
            }
        }
        chain.check(report, &log)
        return chain.key.product
    }
}
