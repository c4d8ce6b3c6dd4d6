import ArgumentParser

/// What `redoubt bench` starts itself as, to compare with.
struct BenchPeerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "peer",
        abstract: "Answers over standard input, a socket.",
        shouldDisplay: false
    )

    func run() { SocketPeer.answer() }
}
