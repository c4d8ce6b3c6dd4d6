/// A summary of claims in the tiers of AR4SI (draft-ietf-rats-ar4si).
///
/// 2 affirms, 32 warns, 96 contradicts, 0 says nothing.
public struct TrustVector: Hashable, Sendable {
    /// Whether it is known which instance attests.
    public let instanceIdentity: Int8
    /// Whether the platform is configured as its maker advises.
    public let configuration: Int8
    /// Whether what runs is known: only a policy with measurements or signers can affirm that.
    public let executables: Int8
    /// Whether the hardware and its firmware are genuine and current.
    public let hardware: Int8
    /// Whether memory is closed to others.
    public let runtimeOpaque: Int8

    /// Summarises claims that a policy accepted.
    init(_ claims: Claims, _ policy: AppraisalPolicy) {
        instanceIdentity = 2
        executables = policy.namesProgram ? 2 : 0
        switch claims.tcb?.status {
        case nil:
            configuration = 0
            // A platform that vouches for its enclaves says nothing of the hardware.
            hardware = claims.family == .redoubt ? 0 : 2
        case .upToDate, .swHardeningNeeded:
            configuration = 2
            hardware = 2
        case .configurationNeeded, .configurationAndSWHardeningNeeded:
            configuration = 32
            hardware = 2
        case .outOfDate, .tdRelaunchAdvised:
            configuration = 2
            hardware = 32
        case .outOfDateConfigurationNeeded, .tdRelaunchAdvisedConfigurationNeeded:
            configuration = 32
            hardware = 32
        case .revoked:
            configuration = 96
            hardware = 96
        }
        runtimeOpaque = claims.isDebug.map { $0 ? 96 : 2 } ?? 0
    }
}
