import ArgumentParser
import RedoubtDelivery

/// The command `redoubt recipient show`.
struct RecipientShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Prints a key's public half, for the enclave."
    )

    @Argument(help: "The private key's file.")
    var file: String

    func run() throws {
        // A key has no purpose of its own.
        let key = try RecipientKeyFile(file).key(purpose: "any")
        print(HexadecimalBytes.text(key.publicKey))
    }
}
