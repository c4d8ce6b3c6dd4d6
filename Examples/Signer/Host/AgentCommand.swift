import ArgumentParser
import Dispatch
import Foundation
import SignerInterface

/// The command `signer agent`.
struct AgentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agent",
        abstract: "Serves the keys that allow ssh to SSH programs, until it is ended.",
        discussion: """
            It prints a line for the shell. The enclave signs requests for authentication alone: not files \
            (`ssh-keygen -Y sign`), not certificates.
            """
    )

    @Option(help: "The socket's path. It is made with mode 0600, and removed at the end.")
    var socket: String
    @OptionGroup var enclave: EnclaveOptions

    func run() async throws {
        try await enclave.withSigner { signer in
            let listener = try AgentListener(path: socket)
            defer { listener.remove() }
            let agent = Agent(signer: signer)
            let ends = Self.ends()
            listener.serve { packet in await agent.answer(packet) }
            print("SSH_AUTH_SOCK=\(socket); export SSH_AUTH_SOCK;")
            unsafe fflush(stdout)
            for await _ in ends { break }
        }
    }

    /// The signals that end the agent.
    private static func ends() -> AsyncStream<Void> {
        AsyncStream { continuation in
            let sources = [SIGINT, SIGTERM, SIGHUP].map { signal in
                unsafe Foundation.signal(signal, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: signal, queue: .global())
                source.setEventHandler { continuation.yield() }
                source.resume()
                return source
            }
            continuation.onTermination = { _ in for source in sources { source.cancel() } }
        }
    }
}
