import ArgumentParser

/// The command `redoubt`.
struct RedoubtCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redoubt",
        abstract: "Builds, signs and checks enclaves, and says what this machine can do.",
        subcommands: [
            DoctorCommand.self, NewCommand.self, SchemaCommand.self, BuildCommand.self,
            KeyCommand.self, SignCommand.self, VerifyImageCommand.self, InspectCommand.self,
            MeasureCommand.self, ReproduceCommand.self, VerifyCommand.self,
            InspectEvidenceCommand.self, AttackCommand.self, BenchCommand.self,
            PlatformCommand.self, ProvisionCommand.self, RecipientCommand.self,
            TopCommand.self,
        ]
    )
}

/// The program `redoubt`.
public enum CommandLineTool {
    /// Runs the command that the process's arguments name, and ends the process with its status.
    public static func run() async -> Never {
        await RedoubtCommand.main()
        RedoubtCommand.exit()
    }
}
