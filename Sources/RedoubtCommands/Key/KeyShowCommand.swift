import ArgumentParser
import RedoubtImage

/// The command `redoubt key show`.
struct KeyShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Says whose a key is: the signer that policies name.",
        discussion: "The file is a public or a private key in PEM. A private key is never printed."
    )

    @Argument(help: "The key's file.")
    var file: String

    func run() throws {
        let key = try KeyFile.key(file)
        let kind =
            switch key {
            case .public: "public"
            case .private: "private"
            }
        print(
            """
            key        \(kind)
            algorithm  \(key.signerKey.algorithm)
            signer     \(SignerText.name(key.signerKey.id))
            """
        )
    }
}
