import ArgumentParser

/// The command `redoubt platform`.
struct PlatformCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "platform",
        abstract: "Installs the platform service, and says what it does.",
        subcommands: [
            PlatformStatusCommand.self, PlatformInstallCommand.self, PlatformUninstallCommand.self,
        ]
    )
}
