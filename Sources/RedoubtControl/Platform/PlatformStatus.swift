public import RedoubtABI

/// How much of a limit is in use.
@EnclaveValue
public struct PlatformUse: Equatable {
    /// Enclaves that run or are being launched.
    public let enclaves: Int
    /// How many there may be.
    public let enclaveLimit: Int
    /// Memory of the enclaves, in bytes.
    public let memoryBytes: UInt64
    /// How much there may be.
    public let memoryLimitBytes: UInt64

    /// Describes a use.
    public init(enclaves: Int, enclaveLimit: Int, memoryBytes: UInt64, memoryLimitBytes: UInt64) {
        self.enclaves = enclaves
        self.enclaveLimit = enclaveLimit
        self.memoryBytes = memoryBytes
        self.memoryLimitBytes = memoryLimitBytes
    }
}

/// What a platform service does.
@EnclaveValue
public struct PlatformStatus: Equatable {
    /// Its process.
    public let processID: Int32
    /// The user that it, and every monitor that it starts, runs as.
    public let userID: UInt32
    /// What all users use.
    public let machine: PlatformUse
    /// What the user uses who asks.
    public let caller: PlatformUse
    /// The root secrets that it derives keys from.
    public let roots: RootSummary

    /// Describes a service.
    public init(
        processID: Int32,
        userID: UInt32,
        machine: PlatformUse,
        caller: PlatformUse,
        roots: RootSummary
    ) {
        self.processID = processID
        self.userID = userID
        self.machine = machine
        self.caller = caller
        self.roots = roots
    }
}
