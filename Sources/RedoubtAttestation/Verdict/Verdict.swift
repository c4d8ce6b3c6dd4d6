/// What a verifier says of evidence.
public enum Verdict: Sendable {
    /// Everything holds, and the policy is met.
    case accepted(VerifiedEvidence)
    /// Something does not; every reason is there.
    case refused(Refusal)

    /// Whether the evidence was accepted.
    public var isAccepted: Bool {
        if case .accepted = self { true } else { false }
    }

    /// The TCB status, if it could be found.
    public var tcbStatus: TCBStatus? {
        switch self {
        case .accepted(let verified): verified.claims.tcb?.status
        case .refused(let refusal): refusal.tcbStatus
        }
    }

    /// The verdict from claims and from what speaks against them so far, with what a policy says of them.
    init(_ claims: Claims, _ log: ReasonLog, _ policy: AppraisalPolicy, at time: Timestamp) {
        var log = log
        policy.check(claims, at: time, &log)
        self =
            log.isEmpty
            ? .accepted(VerifiedEvidence(claims: claims, trust: TrustVector(claims, policy)))
            : .refused(Refusal(log.reasons, tcbStatus: claims.tcb?.status))
    }
}
