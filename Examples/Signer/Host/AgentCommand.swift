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
            let (ends, continuation) = AsyncStream.makeStream(of: Void.self)
            let sources = Self.sources(continuation)
            defer { for source in sources { source.cancel() } }
            listener.serve { packet in await agent.answer(packet) }
            let line = "SSH_AUTH_SOCK=\(socket); export SSH_AUTH_SOCK;\n"
            StandardOutput.write(Array(line.utf8))
            for await _ in ends { break }
        }
    }

    /// Tells a stream of the signals that end the agent, for as long as the sources are kept.
    private static func sources(
        _ ends: AsyncStream<Void>.Continuation
    ) -> [any DispatchSourceSignal] {
        [SIGINT, SIGTERM, SIGHUP].map { number in
            _ = signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { ends.yield() }
            source.resume()
            return source
        }
    }
}
