public import RedoubtABI

/// What a host asks a monitor for.
///
/// Beside it comes one descriptor: the image's file.
public struct LaunchRequest: Sendable, WireCodable {
    /// Changes when the messages change.
    public static let version: UInt32 = 6
    /// The levels that will do, the preferred one first.
    public let acceptable: [IsolationLevel]
    /// Which images will do.
    public let policy: LaunchPolicy
    /// Whether the enclave is to run in debug.
    public let debug: Bool
    /// Polls of the enclave before it sleeps.
    public let spinLimit: UInt32
    /// Where the enclave's keys come from.
    public let keys: KeySource

    /// Asks for an enclave.
    public init(
        acceptable: [IsolationLevel],
        policy: LaunchPolicy,
        debug: Bool,
        spinLimit: UInt32,
        keys: KeySource
    ) {
        self.acceptable = acceptable
        self.policy = policy
        self.debug = debug
        self.spinLimit = spinLimit
        self.keys = keys
    }

    /// Writes the version and the fields.
    public func encode(to encoder: inout WireEncoder) throws(WireError) {
        try Self.version.encode(to: &encoder)
        try acceptable.encode(to: &encoder)
        try policy.encode(to: &encoder)
        try debug.encode(to: &encoder)
        try spinLimit.encode(to: &encoder)
        try keys.encode(to: &encoder)
    }

    /// Reads the fields; another version is invalid.
    public init(from decoder: inout WireDecoder) throws(WireError) {
        guard try decoder.decode(UInt32.self) == Self.version else { throw .invalidValue }
        acceptable = try decoder.decode()
        policy = try decoder.decode()
        debug = try decoder.decode()
        spinLimit = try decoder.decode()
        keys = try decoder.decode()
    }
}

/// Where an enclave's keys come from.
@EnclaveValue
public enum KeySource: Equatable {
    /// It is to have none.
    case none
    /// From the root secrets of the platform service, which starts the monitor.
    case service
    /// From the root secrets in this folder, which the monitor makes if it is not there.
    ///
    /// For a monitor that its host starts.
    case development(folder: String)
}

/// What a monitor answers.
@EnclaveValue
public enum LaunchReply {
    /// The enclave runs. Beside it comes one descriptor: the channels' memory.
    case launched(LaunchedEnclave)
    /// There is no enclave.
    case refused(LaunchRefusal)
    /// The image will do, and the monitor waits for a ``LaunchGrant``.
    ///
    /// Said to the platform service only, before anything is loaded.
    case admitted(EnclaveIdentity, memoryBytes: UInt64)
}

/// An enclave that a monitor has launched.
@EnclaveValue
public struct LaunchedEnclave {
    /// Who it is.
    public let identity: EnclaveIdentity
    /// What seals it.
    public let level: IsolationLevel
    /// The levels that were preferred, and why they could not be had.
    public let unavailable: [UnavailableIsolation]
    /// Its threads, and so its channels.
    public let threadCount: Int
    /// Payload of the largest message.
    public let payloadBytes: Int
    /// The memory that it takes when all of its heap is in use.
    public let memoryBytes: UInt64

    /// Describes an enclave.
    public init(
        identity: EnclaveIdentity,
        level: IsolationLevel,
        unavailable: [UnavailableIsolation],
        threadCount: Int,
        payloadBytes: Int,
        memoryBytes: UInt64
    ) {
        self.identity = identity
        self.level = level
        self.unavailable = unavailable
        self.threadCount = threadCount
        self.payloadBytes = payloadBytes
        self.memoryBytes = memoryBytes
    }
}

/// What the platform service tells a monitor that it has started ahead of need, once there is a host to serve.
///
/// Beside it comes one descriptor, of the host's process.
@EnclaveValue
public struct MonitorAssignment {
    /// The largest image that is to be read: the service has counted this much for it.
    public let imageLimitBytes: UInt64

    /// Assigns a host.
    public init(imageLimitBytes: UInt64) {
        self.imageLimitBytes = imageLimitBytes
    }
}

/// What the platform service answers to ``LaunchReply/admitted(_:memoryBytes:)`` when the budget has room.
///
/// When it has none, it ends the monitor. Beside it comes one descriptor, of the pages with the enclave's keys, unless
/// the enclave is to have none.
@EnclaveValue
public struct LaunchGrant {
    /// The memory that the enclave may have.
    public let memoryBytes: UInt64

    /// Grants memory.
    public init(memoryBytes: UInt64) {
        self.memoryBytes = memoryBytes
    }
}

/// What a host asks of the monitor of a running enclave.
@EnclaveValue
public enum MonitorCommand: Equatable {
    /// To put the enclave back to its measured first state.
    case reset
}

/// What the monitor of a running enclave tells its host.
@EnclaveValue
public enum MonitorNotice: Equatable {
    /// Why the enclave no longer runs: the last notice.
    case stopped(StopReason)
    /// The enclave is back in its measured first state.
    case reset
}

/// Why a monitor launched nothing.
@EnclaveValue
public enum LaunchRefusal: Equatable {
    /// The image could not be read, or one of its checks failed: of structure, signature or measurement.
    case image(String)
    /// The image is sound, but the host's policy does not want it.
    case policy([PolicyViolation])
    /// The enclave's keys could not be had.
    case keys(String)
    /// None of the acceptable levels can be had.
    case isolation([UnavailableIsolation])
    /// A system call failed on the way.
    case system(String)
}
