internal import RedoubtABI

/// Who started a monitor.
public enum MonitorOrigin: Equatable, Sendable {
    /// Its host, which is its parent.
    case host
    /// The platform service, which has left the host's process descriptor behind the socket.
    ///
    /// It has counted this much for the image's file, so no more of it is read.
    case service(imageLimitBytes: Int)

    /// The argument before the image limit of a monitor that the service starts.
    public static let serviceArgument = "--service"

    /// Reads the arguments that follow the program's name; nil if they are none of a monitor's.
    public init?(arguments: [String]) {
        switch arguments.count {
        case 0: self = .host
        case 2:
            guard arguments[0] == Self.serviceArgument, let limit = Int(arguments[1]), limit > 0
            else { return nil }
            self = .service(imageLimitBytes: limit)
        default: return nil
        }
    }

    /// The largest image that is read.
    var imageLimitBytes: Int {
        switch self {
        case .host: ImageFile.limitBytes
        case .service(let limit): min(limit, ImageFile.limitBytes)
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
