import EnclaveTesting
import Foundation
import RedoubtHost

/// A host in a process of its own, which has launched an enclave.
final class HoldingHost {
    let process: Int32
    let monitor: Int32
    private let host: Process

    /// Starts a host, and waits until its enclave runs.
    ///
    /// - Parameters:
    ///   - image: the enclave's image.
    ///   - level: what it is sealed by.
    ///   - environment: all of the host's, but where libraries are.
    ///   - locksMemory: whether it may lock any memory, and so have `memfd_secret`.
    /// - Throws: ``ProgramFailure`` with what the host has said, if it launches nothing.
    init(
        _ image: String,
        _ level: IsolationLevel,
        _ environment: [String: String],
        locksMemory: Bool = true
    ) async throws {
        host = Process()
        let program = productsDirectory.appendingPathComponent("FixtureHost")
        let index = IsolationLevel.strongestFirst.firstIndex(of: level) ?? 0
        let arguments = ["hold", image, "\(index)"]
        if locksMemory {
            host.executableURL = program
            host.arguments = arguments
        } else {
            // Without the capability, which root has, the limit holds.
            let script = """
                ulimit -l 0 && exec setpriv --bounding-set=-ipc_lock --inh-caps=-ipc_lock "$0" "$@"
                """
            host.executableURL = URL(fileURLWithPath: "/bin/sh")
            host.arguments = ["-c", script, program.path] + arguments
        }
        let libraries = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]
        host.environment = [
            "LD_LIBRARY_PATH": libraries ?? "", "SWIFT_BACKTRACE": "enable=no",
            PlatformSocket.environmentVariable: "/no/such/service",
        ].merging(environment) { $1 }
        let (output, errors) = (Pipe(), Pipe())
        host.standardOutput = output
        host.standardError = errors
        try host.run()
        process = host.processIdentifier
        let line = String(
            decoding: output.fileHandleForReading.availableData,
            as: UTF8.self
        )
        guard let number = line.split(separator: "\n").first.flatMap({ Int32($0) }) else {
            let said = errors.fileHandleForReading.readDataToEndOfFile()
            throw ProgramFailure(description: String(decoding: said, as: UTF8.self))
        }
        monitor = number
    }

    func end() {
        kill(process, SIGKILL)
        ProcessTree.waitForEnd(of: process)
    }
}
