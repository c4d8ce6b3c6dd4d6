import ArgumentParser
import Logging
import RedoubtControl
import RedoubtPlatform
import ServiceLifecycle
import UnixSignals

/// The program `redoubtd`.
@main
struct PlatformDaemon: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redoubtd",
        abstract: "The platform service: starts the monitors of enclaves under its own user.",
        discussion:
            "systemd starts it when a host connects; `redoubt platform install` sets that up.",
        version: "protocol \(PlatformRequest.version)"
    )

    @Option(help: "The socket that hosts connect to, unless systemd passes one on.")
    var socket = PlatformSocket.standardPath

    @Option(help: "A folder of the service's user: root secret, audit log, records of enclaves.")
    var state = PlatformSettings.standardStateFolder

    @Option(help: "The limits, as JSON with comments; the file need not be there.")
    var limits = LimitsFile.standardPath

    @Option(help: "The monitor's executable; the one beside this program by default.")
    var monitor: String?

    func run() async throws {
        LoggingSystem.bootstrap(StreamLogHandler.standardError)
        let log = Logger(label: "redoubtd")
        let service: PlatformService
        do {
            service = try PlatformService(
                PlatformSettings(
                    socketPath: socket,
                    stateFolder: state,
                    limitsPath: limits,
                    monitorPath: monitor
                ),
                log: log
            )
        } catch {
            log.critical("\(error)")
            throw ExitCode(1)
        }
        try await ServiceGroup(
            services: [service],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: log
        ).run()
    }
}
