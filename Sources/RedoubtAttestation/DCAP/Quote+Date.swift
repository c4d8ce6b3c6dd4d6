#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension Quote {
    /// Decides whether the quote is genuine and meets a policy, checking all of the collateral anew.
    ///
    /// - Parameters:
    ///   - collateral: what Intel's services say of the platform.
    ///   - date: the time to decide for; fractions of a second are cut off.
    ///   - policy: what is asked beyond Intel's rules.
    ///   - root: what the certificates must end in.
    /// - Returns: the verdict; a refusal has every reason that was found.
    public func appraise(
        collateral: Collateral,
        at date: Date,
        policy: AppraisalPolicy,
        root: TrustedRoot = .intelSGX
    ) -> Verdict {
        appraise(collateral: collateral, at: Timestamp(date), policy: policy, root: root)
    }

    /// Decides whether the quote is genuine and meets a policy, with collateral that was checked before.
    ///
    /// - Parameters:
    ///   - collateral: what was checked; it may be used again and from many threads.
    ///   - date: the time to decide for; fractions of a second are cut off.
    ///   - policy: what is asked beyond Intel's rules.
    /// - Returns: the verdict; a refusal has every reason that was found.
    public func appraise(
        collateral: VerifiedCollateral,
        at date: Date,
        policy: AppraisalPolicy
    ) -> Verdict {
        appraise(collateral: collateral, at: Timestamp(date), policy: policy)
    }
}
