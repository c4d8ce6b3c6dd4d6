import ArgumentParser

/// What `redoubt bench` starts itself as, to compare with.
struct BenchPeerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "peer",
        abstract: "Answers over standard input: a socket, or memory with futexes.",
        shouldDisplay: false
    )

    @Flag(help: "Standard input is memory.")
    var futex = false

    func run() throws {
        if futex { try FutexPeer.answer() } else { SocketPeer.answer() }
    }
}
