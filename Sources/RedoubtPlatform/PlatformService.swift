internal import CRedoubtSystem
internal import Glibc
public import Logging
internal import RedoubtControl
internal import RedoubtKeys
public import ServiceLifecycle

/// The platform service: starts monitors under its own user, within limits, and writes down who asked for what.
///
/// It is not in the way of calls, and enclaves go on without it.
public final class PlatformService: Service {
    private let state: PlatformState
    private let listener: PlatformListener
    /// Held as long as the service runs, so that there is one for each state folder.
    private let lock: OwnedDescriptor

    /// Prepares the process and reads what the service needs.
    ///
    /// - Throws: ``PlatformFailure``.
    public init(_ settings: PlatformSettings, log: Logger) throws {
        guard geteuid() != 0 else {
            throw PlatformFailure(
                "redoubtd runs as root, and so would every monitor: start it as a user of its own. "
                    + "`redoubt platform install` sets that up"
            )
        }
        // Files of the audit log's group, and nobody else.
        umask(0o027)
        guard redoubt_harden_process() == 0, redoubt_raise_descriptor_limit() == 0 else {
            throw PlatformFailure("the process could not be hardened: errno \(errno)")
        }
        let folder = settings.stateFolder
        lock = try Self.lock(folder)
        let roots = try RootSecretFolder("\(folder)/root")
        // The layout before there were epochs.
        try roots.adopt("\(folder)/root-secret")
        let secrets = try roots.load()
        var limits = PlatformLimits(machineMemoryBytes: Self.machineMemoryBytes)
        try LimitsFile.apply(settings.limitsPath, to: &limits)
        state = PlatformState(
            monitorPath: try MonitorExecutable.find(settings.monitorPath),
            limits: limits,
            rootSecrets: secrets,
            rootFolder: "\(folder)/root",
            records: try EnclaveRecords(folder: "\(folder)/enclaves"),
            audit: AuditLog(path: "\(folder)/audit.jsonl"),
            log: log
        )
        listener = try PlatformListener.open(settings.socketPath)
    }

    /// Serves until it is told to stop.
    ///
    /// Enclaves run on; the next service finds them again.
    public func run() async throws {
        try state.audit.write(AuditEvent(.started))
        state.findAgain()
        state.spareMonitor.replenish()
        try SystemThread.start { [self] in
            while true { takeConnection() }
        }
        state.log.info("serving")
        try await gracefulShutdown()
        listener.remove()
    }

    private func takeConnection() {
        guard let connection = listener.accept() else { return }
        PlatformConnection(connection, state: state).start()
    }

    private static func lock(_ folder: String) throws -> OwnedDescriptor {
        var status = stat()
        guard unsafe stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
            status.st_uid == geteuid(), status.st_mode & 0o022 == 0
        else {
            throw PlatformFailure(
                "\(folder) must be a folder that belongs to user \(geteuid()), and that nobody else can write "
                    + "to"
            )
        }
        let file = unsafe open("\(folder)/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw SystemError("open \(folder)/lock", errno: errno) }
        let owned = OwnedDescriptor(file)
        // One that was killed a moment ago may still be on its way out, or its child on the way to another program.
        let deadline = ContinuousClock.now + PlatformLimits.endPatience
        while redoubt_lock_file(file) != 0 {
            guard ContinuousClock.now < deadline else {
                throw PlatformFailure("another platform service uses \(folder): stop it first")
            }
            usleep(10_000)
        }
        return owned
    }

    private static var machineMemoryBytes: UInt64 {
        let pages = sysconf(Int32(_SC_PHYS_PAGES))
        let size = sysconf(Int32(_SC_PAGESIZE))
        return UInt64(max(pages, 0)) * UInt64(max(size, 0))
    }
}
