import ArgumentParser

/// The command `redoubt key`.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Makes the keys that images are signed with, and says whose a key is.",
        subcommands: [KeyNewCommand.self, KeyShowCommand.self]
    )
}
