extension Quote {
    /// Decides whether the quote is genuine and meets a policy, checking all of the collateral anew.
    ///
    /// - Parameters:
    ///   - collateral: what Intel's services say of the platform.
    ///   - time: the time to decide for.
    ///   - policy: what is asked beyond Intel's rules.
    ///   - root: what the certificates must end in.
    /// - Returns: the verdict; a refusal has every reason that was found.
    public func appraise(
        collateral: Collateral,
        at time: Timestamp,
        policy: AppraisalPolicy,
        root: TrustedRoot = .intelSGX
    ) -> Verdict {
        appraise(collateral: VerifiedCollateral(collateral, root: root), at: time, policy: policy)
    }

    /// Decides whether the quote is genuine and meets a policy, with collateral that was checked before.
    ///
    /// - Parameters:
    ///   - collateral: what was checked; it may be used again and from many threads.
    ///   - time: the time to decide for, which everything in the collateral is checked against.
    ///   - policy: what is asked beyond Intel's rules.
    /// - Returns: the verdict; a refusal has every reason that was found.
    public func appraise(
        collateral: VerifiedCollateral,
        at time: Timestamp,
        policy: AppraisalPolicy
    ) -> Verdict {
        let assessment = QuoteAssessment(self, collateral, at: time)
        var log = assessment.log
        policy.strictRules.check(self, assessment.chain, &log)
        return Verdict(
            Claims(self, assessment, collateral),
            log,
            policy,
            at: time
        )
    }
}
