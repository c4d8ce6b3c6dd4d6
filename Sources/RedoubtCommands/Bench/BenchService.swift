import Foundation
import RedoubtControl
import RedoubtHost

/// A platform service for the time of a measurement.
///
/// The one that the machine has, or one in a folder of its own, under the user nobody: only root can start that.
final class BenchService {
    /// Where it listens.
    let socket: String
    private let process: Process?
    private let folder: String?

    /// Finds or starts a service.
    ///
    /// - Throws: ``CommandFailure`` if there is none and none can be started.
    init() async throws {
        if case .service = PlatformReport.find(PlatformSocket.path) {
            socket = PlatformSocket.path
            process = nil
            folder = nil
            return
        }
        guard geteuid() == 0 else {
            throw CommandFailure(
                "no platform service runs here, and only root can start one under another user"
            )
        }
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-bench-\(UUID().uuidString)")
        let process = Process()
        do {
            try Self.fill(url)
            // In a mount namespace of its own, /dev/kvm is for everybody, where there is one.
            let script = """
                if [ -e /dev/kvm ]; then
                    cp -a /dev/kvm "$0/kvm" && chmod 666 "$0/kvm" && mount --bind "$0/kvm" /dev/kvm
                fi
                exec setpriv --reuid=nobody --regid=65534 --clear-groups "$0/redoubtd" \
                --socket "$0/socket" --state "$0/state" --limits "$0/none"
                """
            process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
            process.arguments = ["-m", "/bin/sh", "-c", script, url.path]
            process.standardError = FileHandle.nullDevice
            try process.run()
            try await Self.waitUntilReady(url.appendingPathComponent("socket").path, process)
        } catch {
            if process.isRunning { process.terminate() }
            try? FileManager.default.removeItem(at: url)
            throw error
        }
        socket = url.appendingPathComponent("socket").path
        self.process = process
        folder = url.path
    }

    deinit {
        if let process {
            process.terminate()
            process.waitUntilExit()
        }
        if let folder { try? FileManager.default.removeItem(atPath: folder) }
    }

    private static func fill(_ folder: URL) throws {
        let files = FileManager.default
        try files.createDirectory(
            at: folder.appendingPathComponent("state"),
            withIntermediateDirectories: true
        )
        let programs = URL(fileURLWithPath: Bundle.main.bundlePath).resolvingSymlinksInPath()
        for name in PlatformFiles.programs {
            let program = programs.appendingPathComponent(name)
            guard files.isExecutableFile(atPath: program.path) else {
                throw CommandFailure(
                    "there is no \(program.path): build it with `swift build -c release --product \(name)`"
                )
            }
            try files.copyItem(at: program, to: folder.appendingPathComponent(name))
        }
        for path in [folder.path, folder.appendingPathComponent("state").path] {
            guard unsafe chmod(path, 0o755) == 0, unsafe chown(path, 65_534, 65_534) == 0 else {
                throw CommandFailure("\(path) cannot be given to the user nobody")
            }
        }
    }

    private static func waitUntilReady(_ socket: String, _ process: Process) async throws {
        let deadline = ContinuousClock.now + .seconds(10)
        while true {
            if case .service = PlatformReport.find(socket) { return }
            guard process.isRunning, ContinuousClock.now < deadline else {
                throw CommandFailure("redoubtd did not start")
            }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}
