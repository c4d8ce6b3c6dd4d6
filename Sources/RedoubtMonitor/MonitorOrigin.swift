internal import RedoubtABI

/// Who started a monitor.
public enum MonitorOrigin: Equatable, Sendable {
    /// Its host, which is its parent.
    case host
    /// The platform service, ahead of need: it says over the socket whom the monitor is to serve.
    case service

    /// The argument of a monitor that the service starts.
    public static let serviceArgument = "--service"

    /// Reads the arguments that follow the program's name; nil if they are none of a monitor's.
    public init?(arguments: [String]) {
        switch arguments {
        case []: self = .host
        case [Self.serviceArgument]: self = .service
        default: return nil
        }
    }

    /// What the enclave learns of it.
    var mode: PlatformMode {
        switch self {
        case .host: .development
        case .service: .service
        }
    }
}
