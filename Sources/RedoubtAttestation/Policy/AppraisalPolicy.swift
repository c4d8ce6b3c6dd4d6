/// What a relying party asks of evidence, beyond that it is genuine.
///
/// A condition that is not stated is not asked for, with three exceptions: without ``allowsDebug`` evidence of a
/// debuggable environment is refused, without ``allowsDevelopment`` that of a development platform, and only the
/// ``acceptedStatuses`` are accepted. A policy that states no measurement and no signer accepts anybody's program.
public struct AppraisalPolicy: Hashable, Sendable {
    /// The measurements, one of which must be the evidence's first; empty for any.
    public var measurements: Set<[UInt8]> = []
    /// By name, the values of other measurements, one of which each must have.
    public var namedMeasurements: [String: Set<[UInt8]>] = [:]
    /// The signers, one of which must be the evidence's; empty for any.
    public var signers: Set<[UInt8]> = []
    /// The products, one of which must be the evidence's; empty for any.
    public var products: Set<[UInt8]> = []
    /// The lowest security version.
    public var minimumSecurityVersion: UInt64?
    /// The TCB statuses that will do; evidence without a status is not refused for that.
    public var acceptedStatuses: Set<TCBStatus> = [.upToDate, .swHardeningNeeded]
    /// The advisories that may be open for a while, although the status is not accepted.
    public var graces: [AdvisoryGrace] = []
    /// What the report data must begin with; the rest must be zero.
    public var reportData: [UInt8]?
    /// How many seconds before the time of the appraisal the evidence may have been made.
    public var maximumAgeSeconds: Int64?
    /// Whether a debuggable environment will do.
    public var allowsDebug = false
    /// Whether an enclave will do whose platform is in the development mode, and so proves nothing to others.
    public var allowsDevelopment = false
    /// Rules of SGX and TDX that are stricter than Intel's library.
    public var strictRules: StrictRules = []
    /// The lowest versions of an AMD platform's parts, by the names of its TCB.
    public var minimumParts: [String: UInt8] = [:]

    /// A policy that refuses debug and accepts the statuses up-to-date and software-hardening-needed.
    public init() {}

    /// What Intel's verification library accepts: any TCB status but revoked, and debug.
    ///
    /// The relying party looks at the status and the claims itself.
    public static let intel: AppraisalPolicy = {
        var policy = AppraisalPolicy()
        policy.acceptedStatuses = Set(TCBStatus.allCases).subtracting([.revoked])
        policy.allowsDebug = true
        return policy
    }()

    /// What Intel's verification library accepts, and all strict rules.
    public static let strict: AppraisalPolicy = {
        var policy = intel
        policy.strictRules = .all
        return policy
    }()

    /// Whether the policy says which program it wants.
    var namesProgram: Bool { !measurements.isEmpty || !signers.isEmpty }
}
