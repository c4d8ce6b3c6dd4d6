import ArgumentParser
import RedoubtControl

/// The command `redoubt platform status`.
struct PlatformStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Says whether the platform service runs, and what is used of its limits.",
        discussion: "Ends with status 1 if there is no service, and 2 if it does not answer."
    )

    @Option(help: "The service's socket.")
    var socket = PlatformSocket.path

    func run() throws {
        let finding = PlatformReport.find(socket)
        print("Platform:")
        for line in PlatformReport.lines(finding, path: socket) { print(line) }
        switch finding {
        case .service: break
        case .none: throw ExitCode(1)
        case .silent: throw ExitCode(2)
        }
    }
}
