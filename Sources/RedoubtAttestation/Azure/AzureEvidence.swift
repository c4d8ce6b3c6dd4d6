/// Evidence of a confidential virtual machine of Azure.
///
/// The chain is: hardware root, report, runtime data, attestation key, TPM quote, registers and nonce.
public struct AzureEvidence: Sendable {
    /// The hardware's report and what it vouches for.
    public let report: HCLReport
    /// The virtual TPM's quote.
    public let tpm: TPMEvidence

    /// Puts evidence together.
    public init(report: HCLReport, tpm: TPMEvidence) {
        self.report = report
        self.tpm = tpm
    }

    /// Decides whether evidence with an SNP report is genuine and meets a policy.
    ///
    /// - Parameters:
    ///   - certificates: DER of the VCEK and its issuers, in any order.
    ///   - revocationLists: DER of AMD's revocation lists; without any, nothing is said of revocation.
    ///   - nonce: what the TPM's quote must have been asked for with.
    ///   - time: the time to decide for.
    ///   - policy: what is asked of the machine; its report data is compared with the nonce.
    ///   - root: what the chain must end in; the root of the certificate's product unless told.
    /// - Returns: the verdict; a refusal has every reason that was found.
    public func appraise(
        certificates: [[UInt8]],
        revocationLists: [[UInt8]] = [],
        nonce: [UInt8],
        at time: Timestamp,
        policy: AppraisalPolicy,
        root: TrustedRoot? = nil
    ) -> Verdict {
        let bundle = EndorsementBundle(
            certificates: certificates,
            revocationLists: revocationLists
        )
        return appraise(
            endorsements: VerifiedEndorsements(bundle, root: root),
            nonce: nonce,
            at: time,
            policy: policy
        )
    }

    /// Decides whether evidence with an SNP report is genuine, with certificates that were checked before.
    ///
    /// - Parameters:
    ///   - endorsements: what was checked; it may be used again and from many threads.
    ///   - nonce: what the TPM's quote must have been asked for with.
    ///   - time: the time to decide for.
    ///   - policy: what is asked of the machine; its report data is compared with the nonce.
    /// - Returns: the verdict; a refusal has every reason that was found.
    public func appraise(
        endorsements: VerifiedEndorsements,
        nonce: [UInt8],
        at time: Timestamp,
        policy: AppraisalPolicy
    ) -> Verdict {
        guard case .snp(let hardware) = report.hardware else {
            return refusal("SNP certificates cannot vouch for a TDX report: give its quote.")
        }
        return verdict(
            hardware.appraise(
                endorsements: endorsements,
                at: time,
                policy: Self.genuine(policy)
            ),
            hardware.uncheckedClaims,
            nonce,
            time,
            policy
        )
    }

    /// Decides whether evidence with a TDX report is genuine and meets a policy.
    ///
    /// - Parameters:
    ///   - quote: the quote of the TDX report.
    ///   - collateral: what the quote is checked with.
    ///   - nonce: what the TPM's quote must have been asked for with.
    ///   - time: the time to decide for.
    ///   - policy: what is asked of the machine; its report data is compared with the nonce.
    /// - Returns: the verdict; a refusal has every reason that was found.
    public func appraise(
        quote: Quote,
        collateral: VerifiedCollateral,
        nonce: [UInt8],
        at time: Timestamp,
        policy: AppraisalPolicy
    ) -> Verdict {
        guard case .tdx(let reportData) = report.hardware, quote.body.reportData == reportData
        else {
            return refusal("The quote is not of the hardware's report in this evidence.")
        }
        return verdict(
            quote.appraise(collateral: collateral, at: time, policy: Self.genuine(policy)),
            quote.uncheckedClaims,
            nonce,
            time,
            policy
        )
    }

    /// The part of a policy that concerns the hardware alone; the rest is asked of all claims together.
    private static func genuine(_ policy: AppraisalPolicy) -> AppraisalPolicy {
        var genuine = AppraisalPolicy.intel
        genuine.strictRules = policy.strictRules
        genuine.minimumParts = policy.minimumParts
        return genuine
    }

    private func verdict(
        _ hardware: Verdict,
        _ unchecked: Claims,
        _ nonce: [UInt8],
        _ time: Timestamp,
        _ policy: AppraisalPolicy
    ) -> Verdict {
        var log = ReasonLog()
        var claims = unchecked
        switch hardware {
        case .accepted(let verified): claims = verified.claims
        case .refused(let refusal): for reason in refusal { log.add(reason) }
        }
        log.attempt { () throws(Reason) in try report.requireBinding() }
        tpm.check(report.attestationKey, nonce: nonce, &log)
        claims.family = .azureVirtualTPM
        claims.measurements += tpm.uncheckedClaims.measurements
        claims.reportData = tpm.quote.extraData
        return Verdict(claims, log, policy, at: time)
    }

    private func refusal(_ text: String) -> Verdict {
        .refused(Refusal([Reason(.binding, at: "azure.hardware_report", text)], tcbStatus: nil))
    }
}
