/// Where the platform service finds and puts things.
public struct PlatformSettings: Sendable {
    /// The socket that hosts connect to, unless systemd passes one on.
    public var socketPath: String
    /// Root secrets, audit log and records: a folder of mode 0700 of the service's user.
    public var stateFolder: String
    /// The limits' file; it need not be there.
    public var limitsPath: String
    /// The monitor's executable; nil to look for it beside the service's.
    public var monitorPath: String?

    /// Settings.
    public init(
        socketPath: String,
        stateFolder: String,
        limitsPath: String,
        monitorPath: String? = nil
    ) {
        self.socketPath = socketPath
        self.stateFolder = stateFolder
        self.limitsPath = limitsPath
        self.monitorPath = monitorPath
    }

    /// Where an installation has its state.
    public static let standardStateFolder = "/var/lib/redoubt"
}
