import ArgumentParser
import Foundation
import RedoubtABI
import RedoubtControl
import RedoubtMonitor

/// The command `redoubt doctor`.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Says which isolation this machine can give, and why not more.",
        discussion: "Ends with status 1 if this machine can neither build nor run enclaves."
    )

    @Flag(help: "What a monitor and a jailed enclave have left: walls and system calls.")
    var jail = false

    func run() throws {
        if jail {
            JailReport.show()
            return
        }
        print("Isolation, the strongest first:")
        var best: IsolationLevel?
        for level in IsolationLevel.strongestFirst {
            if let problem = IsolationProbe.problem(level) {
                print("  no   \(level)\n         \(problem)")
            } else {
                best = best ?? level
                print("  yes  \(level)\n         \(Self.promise(of: level))")
            }
        }
        if let best { print("A launch with .automatic takes: \(best).") }

        print("Platform:")
        let socket = PlatformSocket.path
        for line in PlatformReport.lines(PlatformReport.find(socket), path: socket) { print(line) }

        print("Development root secret:")
        for line in PlatformReport.developmentLines() { print(line) }

        print("Walls around the monitor, behind its system call filters (`redoubt doctor --jail`):")
        JailReport.showWalls()

        ProcessorReport.show()

        print("Building:")
        let canBuild = Self.showToolchain()
        if best == nil && !canBuild { throw ExitCode(1) }
    }

    private static func promise(of level: IsolationLevel) -> String {
        switch (level.backend, level.memory) {
        case (.virtualization, .private):
            "keeps out the host and other processes; root cannot read its memory, but can control its monitor"
        case (.virtualization, .ordinary):
            "keeps out the host and other processes of the user; not root"
        case (.process, .private):
            "keeps out the host and other processes; root cannot read its secret memory, but can control it"
        case (.process, .ordinary):
            "keeps out the host and other processes of the user; not root"
        }
    }

    private static func showToolchain() -> Bool {
        do {
            let toolchain = try Toolchain.find()
            if let problem = toolchain.problem { throw CommandFailure(problem) }
            print("  yes  \(toolchain.version)")
            return true
        } catch {
            print("  no   \(error)")
            return false
        }
    }
}
