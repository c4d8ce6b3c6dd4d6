import ArgumentParser
import RedoubtControl
import RedoubtKeys

/// The command `redoubt platform rotate`.
struct PlatformRotateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Makes a new epoch of the platform's root secret.",
        discussion: """
            Enclaves that are launched afterwards seal with it, and open what was sealed in older epochs too, as far
            as the newest \(RootSecrets.epochLimit). Enclaves that run keep the keys that they have. The platform
            service does it for root and for its own user.
            """
    )

    @Option(help: "The service's socket.")
    var socket = PlatformSocket.path

    @Flag(
        help: "This user's own root secret instead, which enclaves get keys of without the service."
    )
    var development = false

    func run() throws {
        let roots = try development ? rotateDevelopment() : rotateService()
        print("epoch \(roots.epochs[0]) is the newest")
        for line in roots.lines { print("  \(line)") }
    }

    private func rotateDevelopment() throws -> RootSummary {
        guard let path = DevelopmentRoot.folder else {
            throw CommandFailure(
                "the environment has no HOME: set it, or \(DevelopmentRoot.environmentVariable)"
            )
        }
        let folder = try RootSecretFolder(path)
        _ = try folder.rotate()
        guard let summary = try folder.summary(), !summary.epochs.isEmpty else {
            throw CommandFailure("the epochs in \(path) are gone")
        }
        return summary
    }

    private func rotateService() throws -> RootSummary {
        let patience = Duration.seconds(10)
        guard let connection = try PlatformSocket.connect(socket, timeout: patience) else {
            throw CommandFailure(
                "there is no platform service at \(socket): start it, or give --development for your own root "
                    + "secret"
            )
        }
        let answer = try PlatformSocket.ask(
            .rotate,
            over: connection.rawValue,
            until: .now + patience
        )
        switch answer?.0 {
        case .rotated(let summary) where !summary.epochs.isEmpty: return summary
        case .refused(let refusal): throw CommandFailure(refusal.description)
        default:
            throw CommandFailure(
                "what answers at \(socket) speaks another version: install redoubtd and redoubt from the same "
                    + "version"
            )
        }
    }
}
