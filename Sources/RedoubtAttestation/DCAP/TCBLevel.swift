/// A level of a list, with what the maker says of platforms or parts that reach it.
struct TCBLevel<Requirement: Sendable>: Sendable {
    /// What must be reached.
    let requirement: Requirement
    /// What is said of it.
    let assessment: TCBAssessment
}

/// What a maker says of a level: its status, since when, and why.
public struct TCBAssessment: Hashable, Sendable {
    /// The status.
    public let status: TCBStatus
    /// The date of the level: a platform at it has all updates of before.
    public let date: Timestamp
    /// The advisories that concern platforms at this level.
    public let advisories: [String]
}

/// What a platform must reach.
struct PlatformRequirement: Sendable {
    /// The sixteen SGX components.
    let components: [UInt8]
    /// The version of the provisioning certification enclave.
    let provisioningSecurityVersion: UInt16
    /// The sixteen TDX components; none in TCB info for SGX.
    let moduleComponents: [UInt8]?

    /// Whether this asks for more than another: by components, then PCE, then TDX components.
    func isAbove(_ other: PlatformRequirement) -> Bool {
        if components != other.components {
            return other.components.lexicographicallyPrecedes(components)
        }
        if provisioningSecurityVersion != other.provisioningSecurityVersion {
            return provisioningSecurityVersion > other.provisioningSecurityVersion
        }
        return (other.moduleComponents ?? []).lexicographicallyPrecedes(moduleComponents ?? [])
    }
}
