/// What a platform's maker says of the state of its trusted computing base.
public enum TCBStatus: String, CaseIterable, Hashable, Sendable {
    /// Nothing is known to be missing.
    case upToDate = "UpToDate"
    /// The software inside must be hardened against known attacks.
    case swHardeningNeeded = "SWHardeningNeeded"
    /// The platform must be configured otherwise.
    case configurationNeeded = "ConfigurationNeeded"
    /// Both.
    case configurationAndSWHardeningNeeded = "ConfigurationAndSWHardeningNeeded"
    /// Security updates are missing.
    case outOfDate = "OutOfDate"
    /// Updates are missing, and the platform must be configured otherwise.
    case outOfDateConfigurationNeeded = "OutOfDateConfigurationNeeded"
    /// The trust domain was launched before an update, and would be up to date if it were launched anew.
    case tdRelaunchAdvised = "TDRelaunchAdvised"
    /// The same, and the platform must be configured otherwise.
    case tdRelaunchAdvisedConfigurationNeeded = "TDRelaunchAdvisedConfigurationNeeded"
    /// The platform must not be trusted.
    case revoked = "Revoked"

    /// Whether the status names configuration.
    var namesConfiguration: Bool {
        switch self {
        case .configurationNeeded, .configurationAndSWHardeningNeeded,
            .outOfDateConfigurationNeeded, .tdRelaunchAdvisedConfigurationNeeded:
            true
        case .upToDate, .swHardeningNeeded, .outOfDate, .tdRelaunchAdvised, .revoked: false
        }
    }

    /// The statuses that collateral may give; the others follow from comparison.
    static let ofCollateral: [TCBStatus] = [
        .upToDate, .swHardeningNeeded, .configurationNeeded, .configurationAndSWHardeningNeeded,
        .outOfDate, .outOfDateConfigurationNeeded, .revoked,
    ]
}
