import ArgumentParser
import RedoubtDelivery

/// The command `redoubt recipient new`.
struct RecipientNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Makes a key that results are encrypted for, and prints its public half.",
        discussion: """
            The private key (32 bytes, not encrypted) goes to the file, which only its owner may read; nothing is \
            overwritten.
            """
    )

    @Argument(help: "The private key's file, for example analyst.key.")
    var file: String

    func run() throws {
        let key = Curve25519.KeyAgreement.PrivateKey()
        try OutputFile.create(file, key.rawRepresentation, mode: 0o600)
        print(HexadecimalBytes.text(key.publicKey.rawRepresentation))
    }
}
