import ArgumentParser

/// The command `redoubt recipient`.
struct RecipientCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recipient",
        abstract: "Receives what an enclave encrypts: the analyst's key, and the results.",
        discussion: """
            The public key goes to the enclave: in its code, in its configuration, or with the data, from its owner. \
            Anybody can encrypt for it, so nothing proves who did; an enclave that is to be known signs its results.
            """,
        subcommands: [
            RecipientNewCommand.self, RecipientShowCommand.self, RecipientOpenCommand.self,
        ]
    )
}
