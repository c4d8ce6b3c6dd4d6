import ArgumentParser

/// The command `redoubt platform`.
struct PlatformCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "platform",
        abstract:
            "Installs the platform service, says what it does, prints its key, and renews its root secret.",
        subcommands: [
            PlatformStatusCommand.self, PlatformKeyCommand.self, PlatformRotateCommand.self,
            PlatformInstallCommand.self, PlatformUninstallCommand.self,
        ]
    )
}
