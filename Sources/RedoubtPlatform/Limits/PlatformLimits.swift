/// What the users of a machine may have of the platform service.
public struct PlatformLimits: Equatable, Sendable {
    /// Enclaves of one user that run at the same time.
    public var enclavesPerUser: Int
    /// Enclaves of all users that run at the same time.
    public var enclaves: Int
    /// Secure memory of one user's enclaves, in bytes.
    public var secureMemoryPerUser: UInt64
    /// Secure memory of all enclaves, in bytes.
    public var secureMemory: UInt64

    /// Connections of one user that wait for an answer.
    public static let waitingConnectionsPerUser = 32
    /// Connections of all users that wait for an answer.
    public static let waitingConnections = 256
    /// How long a connection may say nothing.
    public static let requestPatience = Duration.seconds(5)
    /// How long a monitor may take to answer.
    public static let launchPatience = Duration.seconds(60)
    /// How long a monitor may take to end once its host let go of it.
    public static let endPatience = Duration.seconds(2)

    /// The defaults, for a machine with so much memory: half of it, and half of that for one user.
    public init(machineMemoryBytes: UInt64) {
        enclavesPerUser = 64
        enclaves = 256
        secureMemory = machineMemoryBytes / 2
        secureMemoryPerUser = machineMemoryBytes / 4
    }
}
