/// Who started an enclave's monitor, and so whose user it runs as.
public enum PlatformMode: UInt8, Hashable, Sendable {
    /// The host did: the monitor runs as the host's own user, who can read the root secret that the enclave's keys
    /// come from.
    case development = 1
    /// The platform service did: the monitor runs as the service's user, out of the host's reach.
    case service = 2
}

extension PlatformMode: CustomStringConvertible {
    /// `development` or `service`.
    public var description: String {
        switch self {
        case .development: "development"
        case .service: "service"
        }
    }
}
