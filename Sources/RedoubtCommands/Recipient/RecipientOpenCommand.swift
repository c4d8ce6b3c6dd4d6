import ArgumentParser
import RedoubtDelivery

/// The command `redoubt recipient open`.
struct RecipientOpenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Decrypts what an enclave has encrypted for a key.",
        discussion: """
            That an envelope was opened before is not remembered: a host can give an old one again. Have the enclave \
            put into its results what they are of.
            """
    )

    @Argument(help: "The private key's file.")
    var key: String

    @Argument(help: "What the enclave encrypted, as its host wrote it.")
    var envelope: String

    @Option(help: "What it is for: the enclave's code names it.")
    var purpose: String

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp(
            "Where the content goes; only its owner may read it, and nothing is overwritten.",
            valueName: "file"
        )
    )
    var output: String

    func run() throws {
        let key = try RecipientKeyFile(key).key(purpose: purpose)
        let bytes = try InputFile(
            envelope,
            "an envelope",
            limitBytes: DeliveryLimits.contentBytes + DeliveryLimits.overheadBytes
        ).bytes
        let content: DeliveredContent
        do throws(DeliveryError) {
            content = try key.open(bytes)
        } catch {
            throw CommandFailure("\(envelope): \(error)")
        }
        try OutputFile.create(output, content.bytes, mode: 0o600)
    }
}
