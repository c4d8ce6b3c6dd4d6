/// What the rules of Intel's verification library say of a quote.
struct QuoteAssessment {
    /// What speaks against the quote.
    private(set) var log: ReasonLog
    /// The converged status of the TCB, its advisories and date; nothing if it could not be found.
    private(set) var tcb: TCBAssessment?
    /// What the PCK certificate says of the platform.
    private(set) var chain: PlatformChain?

    /// Assesses a quote by the steps of FORMATS: 2 to 13.
    init(_ quote: Quote, _ collateral: VerifiedCollateral, at time: Timestamp) {
        log = collateral.reasons(at: time)
        chain = collateral.platform(quote, &log)
        chain?.checkValidity(at: time, &log)
        checkSignatures(quote)
        if let identity = collateral.identity {
            log.require(
                identity.tee == quote.header.tee,
                Reason(
                    .collateralMismatch,
                    at: "collateral.qe_identity",
                    "The identity is of the other quoting enclave: SGX needs QE, TDX needs TD_QE."
                )
            )
            identity.check(quote.quotingEnclaveReport, &log)
        }
        if let info = collateral.tcbInfo {
            checkMatch(quote, info)
            assess(quote, info, collateral.identity)
        }
        // Every step that finds no status leaves a reason; should one not, nothing is accepted all the same.
        if tcb == nil, log.isEmpty {
            log.add(
                Reason(.noTCBLevel, at: "collateral.tcb_info", "No TCB status could be found.")
            )
        }
        if tcb?.status == .revoked {
            log.add(
                Reason(
                    .tcbRevoked,
                    at: "collateral.tcb_info",
                    "The TCB of the platform, of its TDX module or of its quoting enclave is revoked."
                )
            )
        }
    }

    /// Steps 7 and 9.
    private mutating func checkSignatures(_ quote: Quote) {
        let bytes = quote.bytes
        let parts = quote.parts
        if let chain {
            log.require(
                chain.leaf.key.isValid(
                    bytes[parts.quotingEnclaveSignature],
                    over: bytes[parts.quotingEnclaveReport],
                    .ecdsaP256SHA256
                ),
                Reason(
                    .quotingEnclaveSignature,
                    at: "quote.signature_data.qe_report_signature",
                    "The quoting enclave's report is not signed with the PCK."
                )
            )
        }
        let expected = AttestationKeyBinding.digest(
            bytes[parts.attestationKey],
            bytes[parts.authenticationData]
        )
        log.require(
            quote.quotingEnclaveReport.bytes.equal(320..<352, expected),
            Reason(
                .binding,
                at: "quote.signature_data.attestation_key",
                "The quoting enclave's report does not vouch for the attestation key: its report data is not "
                    + "the hash of the key and the authentication data."
            )
        )
        let key = VerificationKey(p256: bytes[parts.attestationKey])
        log.require(
            key?.isValid(bytes[parts.signature], over: bytes[parts.signed], .ecdsaP256SHA256)
                == true,
            Reason(
                .evidenceSignature,
                at: "quote.signature_data.signature",
                "The quote is not signed with its attestation key."
            )
        )
    }

    /// The end of step 4.
    private mutating func checkMatch(_ quote: Quote, _ info: TCBInfo) {
        log.require(
            info.tee == quote.header.tee,
            Reason(
                .collateralMismatch,
                at: "collateral.tcb_info.id",
                "The TCB info is for the other TEE; the quote is of \(quote.header.tee)."
            )
        )
        guard let platform = chain?.platform else { return }
        log.require(
            info.platform == platform.platform,
            Reason(
                .collateralMismatch,
                at: "collateral.tcb_info.fmspc",
                "The TCB info is for FMSPC \(Hexadecimal.encode(info.platform)); the platform has "
                    + "\(Hexadecimal.encode(platform.platform))."
            )
        )
        log.require(
            info.provisioningID == platform.provisioningID,
            Reason(
                .collateralMismatch,
                at: "collateral.tcb_info.pceId",
                "The TCB info is for PCEID \(Hexadecimal.encode(info.provisioningID)); the platform has "
                    + "\(Hexadecimal.encode(platform.provisioningID))."
            )
        )
    }

    /// Steps 6 and 10 to 13.
    private mutating func assess(
        _ quote: Quote,
        _ info: TCBInfo,
        _ identity: QuotingEnclaveIdentity?
    ) {
        if case .tdx(let report) = quote.body, info.tee == .tdx {
            log.attempt { () throws(Reason) in try info.checkModule(report) }
        }
        guard let platform = chain?.platform, let identity, info.tee == quote.header.tee else {
            return
        }
        let enclave = log.attempt { () throws(Reason) in
            try identity.assessment(quote.quotingEnclaveReport)
        }
        guard let enclave else { return }
        tcb = log.attempt { () throws(Reason) in
            guard case .tdx(let report) = quote.body else {
                return try info.assessment(platform, nil, enclave)
            }
            let launch = try info.assessment(platform, report.securityVersions, enclave)
            guard let current = report.currentSecurityVersions else { return launch }
            let running = try info.assessment(platform, current, enclave)
            return TCBAssessment(
                status: launch.status.relaunched(current: running.status),
                date: launch.date,
                advisories: launch.advisories
            )
        }
    }
}
