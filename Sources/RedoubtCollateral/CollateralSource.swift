public import RedoubtAttestation

/// Collateral from a cache if it has any, else from the makers' services, and then kept.
///
/// What is fetched is checked before it is kept, so that a service's bad answer is not believed to be the cache's
/// until it expires.
public struct CollateralSource: Sendable {
    private let cache: CollateralCache?
    private let intel: IntelCollateralService
    private let amd: AMDKeyService
    private let intelRoot: TrustedRoot
    private let amdRoot: TrustedRoot?

    /// A source.
    ///
    /// - Parameters:
    ///   - cache: where bundles are kept; nowhere unless told.
    ///   - intel: where collateral of quotes is got.
    ///   - amd: where certificates of reports are got.
    ///   - intelRoot: what Intel's chains must end in.
    ///   - amdRoot: what AMD's chains must end in; the root of the product unless told.
    public init(
        cache: CollateralCache?,
        intel: IntelCollateralService,
        amd: AMDKeyService,
        intelRoot: TrustedRoot = .intelSGX,
        amdRoot: TrustedRoot? = nil
    ) {
        self.cache = cache
        self.intel = intel
        self.amd = amd
        self.intelRoot = intelRoot
        self.amdRoot = amdRoot
    }

    /// The collateral for a quote.
    ///
    /// - Parameters:
    ///   - quote: the quote.
    ///   - time: the time to verify at.
    /// - Returns: the bundle.
    /// - Throws: ``CollateralError``, a `Reason` of the quote, or whatever keeps the cache from being written.
    public func collateral(for quote: Quote, at time: Timestamp) async throws -> Collateral {
        if let kept = try cache?.collateral(for: quote, at: time) { return kept }
        let fetched = try await intel.collateral(for: quote)
        let verdict = quote.appraise(
            collateral: fetched,
            at: time,
            policy: .intel,
            root: intelRoot
        )
        try Self.requireNothing(against: "collateral", in: verdict, from: intel.base)
        try cache?.keep(fetched, for: quote)
        return fetched
    }

    /// The certificates and revocation lists for a report.
    ///
    /// - Parameters:
    ///   - report: the report.
    ///   - product: the processor's line, which reports of version 2 do not state.
    ///   - time: the time to verify at.
    /// - Returns: the bundle.
    /// - Throws: ``CollateralError``, or whatever keeps the cache from being written.
    public func endorsements(
        for report: SNPReport,
        _ product: AMDProduct,
        at time: Timestamp
    ) async throws -> EndorsementBundle {
        if let kept = cache?.endorsements(for: report, product, at: time) { return kept }
        let fetched = try await amd.endorsements(for: report, product)
        // A VLEK's own certificate is the cloud's: without it there is nothing to decide yet.
        if report.signingKey == .vcek {
            let verdict = report.appraise(
                certificates: fetched.certificates,
                revocationLists: fetched.revocationLists,
                at: time,
                policy: .intel,
                root: amdRoot
            )
            for part in ["snp.certificates", "snp.revocation_lists"] {
                try Self.requireNothing(against: part, in: verdict, from: amd.base)
            }
        }
        try cache?.keep(fetched, for: report, product)
        return fetched
    }

    private static func requireNothing(
        against part: String,
        in verdict: Verdict,
        from url: String
    ) throws(CollateralError) {
        guard case .refused(let refusal) = verdict else { return }
        let reasons = refusal.filter { $0.location.description.hasPrefix(part) }
        guard reasons.isEmpty else { throw .refused(url: url, reasons) }
    }
}
