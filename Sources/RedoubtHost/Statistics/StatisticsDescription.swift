package import RedoubtABI

/// What an enclave's statistics page says of it once and for all.
@EnclaveValue
package struct StatisticsDescription: Equatable {
    /// The image's file name, without folder and extension.
    package let image: String
    /// Who the enclave is.
    package let identity: EnclaveIdentity
    /// What seals it.
    package let isolation: IsolationLevel
    /// Whether the platform service started its monitor.
    package let isFromService: Bool
    /// The threads that it has, and so the channels.
    package let threadCount: Int
    /// The memory that it takes when all of its heap is in use.
    package let memoryBytes: UInt64
    /// The host's number.
    package let hostProcess: Int32
    /// The name of the host's executable.
    package let hostName: String
    /// The monitor's number.
    package let monitorProcess: Int32
    /// When the monitor started, in the kernel's ticks: tells it from a later process with its number.
    package let monitorStartTicks: UInt64

    /// The most bytes that a name may have.
    static let nameLimitBytes = 255

    /// Describes an enclave.
    package init(
        image: String,
        identity: EnclaveIdentity,
        isolation: IsolationLevel,
        isFromService: Bool,
        threadCount: Int,
        memoryBytes: UInt64,
        hostProcess: Int32,
        hostName: String,
        monitorProcess: Int32,
        monitorStartTicks: UInt64
    ) {
        self.image = Self.shortened(image)
        self.identity = identity
        self.isolation = isolation
        self.isFromService = isFromService
        self.threadCount = threadCount
        self.memoryBytes = memoryBytes
        self.hostProcess = hostProcess
        self.hostName = Self.shortened(hostName)
        self.monitorProcess = monitorProcess
        self.monitorStartTicks = monitorStartTicks
    }

    private static func shortened(_ name: String) -> String {
        var name = name
        while name.utf8.count > nameLimitBytes { name.removeLast() }
        return name
    }

    /// The last part of a path, without the given extension.
    static func name(_ path: String, without suffix: String = "") -> String {
        let last = path.split(separator: "/").last ?? ""
        return String(last.hasSuffix(suffix) ? last.dropLast(suffix.count) : last)
    }
}
