import ArgumentParser
import Foundation
import RedoubtControl
import RedoubtKeys

/// The command `redoubt platform key`.
struct PlatformKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Prints the public key that the platform signs evidence with, PEM.",
        discussion: """
            Whoever sends data to enclaves of this platform checks their evidence with it, and has to get it by a way that \
            cannot be tampered with. It is derived from the newest epoch: after `redoubt platform rotate` it is another.
            """
    )

    @Option(help: "The service's socket.")
    var socket = PlatformSocket.path

    @Flag(
        help:
            "The key of this user's own root secret instead. Whoever runs as this user can sign with it."
    )
    var development = false

    func run() throws {
        let key = try development ? developmentKey() : serviceKey()
        let text = Data(key).base64EncodedString(options: [
            .lineLength64Characters, .endLineWithLineFeed,
        ])
        print("-----BEGIN PUBLIC KEY-----\n\(text)\n-----END PUBLIC KEY-----")
    }

    private func developmentKey() throws -> [UInt8] {
        guard let path = DevelopmentRoot.folder else {
            throw CommandFailure(
                "the environment has no HOME: set it, or \(DevelopmentRoot.environmentVariable)"
            )
        }
        return EvidenceKey(try RootSecretFolder(path).load()).publicKey
    }

    private func serviceKey() throws -> [UInt8] {
        let patience = Duration.seconds(10)
        guard let connection = try PlatformSocket.connect(socket, timeout: patience) else {
            throw CommandFailure(
                "there is no platform service at \(socket): start it, or give --development for the key of your own "
                    + "root secret"
            )
        }
        let answer = try PlatformSocket.ask(
            .evidenceKey,
            over: connection.rawValue,
            until: .now + patience
        )
        switch answer?.0 {
        case .evidenceKey(let key): return key
        case .refused(let refusal): throw CommandFailure(refusal.description)
        default:
            throw CommandFailure(
                "what answers at \(socket) speaks another version: install redoubtd and redoubt from the same "
                    + "version"
            )
        }
    }
}
