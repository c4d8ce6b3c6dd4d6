import ArgumentParser

/// The program `signer`.
@main
struct SignerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signer",
        abstract: "Signs with keys that are in an enclave and never leave it.",
        discussion: """
            Keys are kept sealed in a folder, one program at a time. What the program prints of enclave and seal goes \
            to standard error, results go to standard output.
            """,
        subcommands: [
            NewKeyCommand.self, WrapCommand.self, ImportCommand.self,
            ListCommand.self, RemoveCommand.self, ResealCommand.self, PublicKeyCommand.self,
            SignCommand.self,
            TokenCommand.self, CertificateRequestCommand.self, AgentCommand.self,
        ]
    )
}
