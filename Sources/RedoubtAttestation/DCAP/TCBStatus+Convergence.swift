extension TCBStatus {
    /// The status of a platform together with those of the quoting enclave and the TDX module.
    ///
    /// Intel's rule (`ConvergeTcbStatus`): a part that is out of date takes the platform with it, and one that is
    /// revoked revokes all.
    func converged(with parts: [TCBStatus]) -> TCBStatus {
        if self == .revoked || parts.contains(.revoked) { return .revoked }
        guard parts.contains(.outOfDate) else { return self }
        return switch self {
        case .upToDate, .swHardeningNeeded: .outOfDate
        case .configurationNeeded, .configurationAndSWHardeningNeeded:
            .outOfDateConfigurationNeeded
        case .outOfDate, .outOfDateConfigurationNeeded, .tdRelaunchAdvised,
            .tdRelaunchAdvisedConfigurationNeeded, .revoked:
            self
        }
    }

    /// The status of a trust domain from the one at its launch and the one of what runs now.
    func relaunched(current: TCBStatus) -> TCBStatus {
        guard self == .outOfDate || self == .outOfDateConfigurationNeeded else { return self }
        switch current {
        case .upToDate, .swHardeningNeeded, .configurationNeeded,
            .configurationAndSWHardeningNeeded:
            return namesConfiguration || current.namesConfiguration
                ? .tdRelaunchAdvisedConfigurationNeeded : .tdRelaunchAdvised
        case .outOfDate, .outOfDateConfigurationNeeded, .tdRelaunchAdvised,
            .tdRelaunchAdvisedConfigurationNeeded, .revoked:
            return self
        }
    }
}
