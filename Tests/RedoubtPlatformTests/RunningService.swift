import CRedoubtSystem
import EnclaveTesting
import Foundation
import Glibc
import RedoubtControl
import RedoubtHost

/// A platform service under a user of its own, in a folder that goes with this value.
final class RunningService: Sendable {
    /// The user that it runs as, which has nothing else.
    static let user: UInt32 = 65_533
    let folder: String
    private let process: Guarded<Process>
    /// The socket that the service is handed, as systemd does it; nil if it makes its own.
    private let listener: OwnedDescriptor?

    /// Whether tests can start one: only root can become another user.
    static let canRun: Bool = {
        guard geteuid() == 0 else {
            StandardError.write("SKIPPED: a service under a user of its own needs root")
            return false
        }
        return true
    }()

    /// Starts a service with the given limits, and waits until it answers.
    ///
    /// - Parameters:
    ///   - limits: the text of the limits' file.
    ///   - isActivated: whether the test listens at the socket, and passes it on.
    /// - Throws: ``ProgramFailure`` with what the service said, if it does not start.
    init(limits: String = "{}", isActivated: Bool = false) async throws {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-platform-\(UUID().uuidString)")
        folder = url.path
        let files = FileManager.default
        try files.createDirectory(
            atPath: "\(folder)/state",
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755]
        )
        for name in ["redoubtd", "redoubt-monitor"] {
            try files.copyItem(
                at: productsDirectory.appendingPathComponent(name),
                to: url.appendingPathComponent(name)
            )
        }
        try Data(limits.utf8).write(to: url.appendingPathComponent("limits.json"))
        for path in [folder, "\(folder)/state"] {
            _ = unsafe chmod(path, 0o755)
            _ = unsafe chown(path, Self.user, Self.user)
        }
        process = Guarded(Process())
        listener =
            isActivated
            ? OwnedDescriptor(unsafe redoubt_listen("\(folder)/s", 0o666, 128)) : nil
        try await start()
    }

    deinit {
        kill(SIGKILL)
        try? FileManager.default.removeItem(atPath: folder)
    }

    var socket: String { "\(folder)/s" }
    var processID: Int32 { process.withLock { $0.processIdentifier } }

    /// Starts the service, again after ``kill(_:)``.
    func start() async throws {
        let service = try launch()
        let deadline = ContinuousClock.now + .seconds(30)
        while (try? status()) == nil {
            guard service.isRunning, ContinuousClock.now < deadline else {
                throw ProgramFailure(description: "redoubtd did not start: \(self.log)")
            }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// Starts the service, and does not wait for it.
    @discardableResult
    func launch() throws -> Process {
        // In a mount namespace of its own, /dev/kvm is for everybody, where there is one.
        let script = """
            if [ -e /dev/kvm ]; then
                cp -a /dev/kvm "$0/kvm" && chmod 666 "$0/kvm" && mount --bind "$0/kvm" /dev/kvm
            fi
            \(listener == nil ? "" : "exec 3<&0 </dev/null; export LISTEN_PID=$$ LISTEN_FDS=1")
            exec setpriv --reuid=\(Self.user) --regid=\(Self.user) --clear-groups "$0/redoubtd" \
            --socket "$0/s" --state "$0/state" --limits "$0/limits.json"
            """
        let service = Process()
        service.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
        service.arguments = ["-m", "/bin/sh", "-c", script, folder]
        switch listener {
        case .some(let listener):
            service.standardInput = FileHandle(
                fileDescriptor: listener.rawValue,
                closeOnDealloc: false
            )
        case .none: service.standardInput = FileHandle.nullDevice
        }
        let log = "\(folder)/log"
        if !FileManager.default.fileExists(atPath: log) {
            _ = FileManager.default.createFile(atPath: log, contents: nil)
        }
        let output = try FileHandle(forUpdating: URL(fileURLWithPath: log))
        try output.seekToEnd()
        service.standardError = output
        service.standardOutput = output
        try service.run()
        process.withLock { $0 = service }
        return service
    }

    /// Sends the service a signal, and waits for its end if that ends it.
    func kill(_ signal: Int32) {
        let service = process.withLock { $0 }
        guard service.isRunning else { return }
        _ = Glibc.kill(service.processIdentifier, signal)
        if signal == SIGKILL || signal == SIGTERM {
            ProcessTree.waitForEnd(of: service.processIdentifier)
        }
    }

    /// What the service says of itself.
    func status() throws -> PlatformStatus? {
        guard let connection = try PlatformSocket.connect(socket, timeout: .seconds(5)),
            let (answer, _) = try PlatformSocket.ask(
                .status,
                over: connection.rawValue,
                until: .now + .seconds(10)
            ),
            case .status(let status) = answer
        else { return nil }
        return status
    }

    /// Waits until the service counts that many enclaves.
    func waitForEnclaves(_ count: Int) async throws -> Bool {
        try await eventually { try self.status()?.machine.enclaves == count }
    }

    /// All processes that run the monitor's executable of this service, but those of one enclave and the spare one.
    ///
    /// Those too whose parent is gone, and that no service knows.
    func processes(sparing family: Set<Int32>) -> [Int32] {
        let service = processID
        let files = FileManager.default
        let all = (try? files.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.compactMap { Int32($0) }.filter { process in
            guard !family.contains(process),
                let program = try? files.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe")
            else { return false }
            return program.hasPrefix("\(folder)/redoubt-monitor")
                && !isSpare(process, of: service)
        }
    }

    /// Whether a process is a monitor of the running service that has no host.
    ///
    /// It has got no descriptor yet but the standard ones and its end of the socket.
    private func isSpare(_ process: Int32, of service: Int32) -> Bool {
        let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd")
        return ProcessTree.children(of: service).contains(process) && (open?.count ?? 0) <= 4
    }

    /// The descriptors that the service has open.
    func descriptorCount() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/\(processID)/fd").count
    }

    /// The same, once it does not change any more: the service answers before it has all that it keeps open.
    func settledDescriptorCount() async throws -> Int {
        var count = try descriptorCount()
        var sightings = 0
        while sightings < 20 {
            try await Task.sleep(for: .milliseconds(10))
            let next = try descriptorCount()
            sightings = next == count ? sightings + 1 : 0
            count = next
        }
        return count
    }

    var log: String { text("log") }
    var audit: [String] {
        text("state/audit.jsonl").split(separator: "\n").map(String.init)
    }

    /// Whether a line of the audit log holds all of these.
    func auditHolds(_ parts: String...) -> Bool {
        audit.contains { line in parts.allSatisfy { line.contains($0) } }
    }

    /// Options of a launch by this service.
    func options(_ level: IsolationLevel) -> LaunchOptions {
        var options = LaunchOptions()
        options.isolation = .exactly(level)
        options.platform = .service(path: socket)
        options.launchTimeout = .seconds(30)
        options.log = { _ in }
        return options
    }

    private func text(_ name: String) -> String {
        String(
            decoding: FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data(),
            as: UTF8.self
        )
    }
}

/// Waits until something holds; false if it does not within half a minute.
func eventually(_ condition: () throws -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < deadline {
        if try condition() { return true }
        try await Task.sleep(for: .milliseconds(10))
    }
    return try condition()
}

/// The user that a process runs as.
func user(of process: Int32) -> UInt32? {
    // The folder's owner is root for what is not dumpable, so the status says it.
    guard
        let data = FileManager.default.contents(atPath: "/proc/\(process)/status")
    else { return nil }
    let line = String(decoding: data, as: UTF8.self).split(separator: "\n")
        .first { $0.hasPrefix("Uid:") }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { UInt32($0) }
}
