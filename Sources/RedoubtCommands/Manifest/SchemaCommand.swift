import ArgumentParser

/// The command `redoubt schema`.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON schema of enclave.json, for editors and other tools.",
        discussion: """
            `redoubt schema > enclave.schema.json` in a package's folder, and "$schema": \
            "../../enclave.schema.json" in its enclave.json, let an editor complete and check the keys.
            """
    )

    func run() {
        print(ManifestSchema.text, terminator: "")
    }
}
