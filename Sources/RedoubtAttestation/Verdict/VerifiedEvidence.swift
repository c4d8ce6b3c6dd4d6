/// Evidence that a verifier accepted; only a verdict makes one.
public struct VerifiedEvidence: Hashable, Sendable {
    /// What the evidence says, checked.
    public let claims: Claims
    /// The claims in the tiers of AR4SI.
    public let trust: TrustVector

    init(claims: Claims, trust: TrustVector) {
        self.claims = claims
        self.trust = trust
    }

    /// The measurement that identifies the program.
    public var measurement: [UInt8] { claims.measurement }
    /// Who signed the program, if the family says.
    public var signer: [UInt8]? { claims.signer }
    /// What the environment had bound to the evidence.
    public var reportData: [UInt8] { claims.reportData }
    /// The TCB status, if the family has one.
    public var tcbStatus: TCBStatus? { claims.tcb?.status }
}
