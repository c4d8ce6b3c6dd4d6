import ArgumentParser
import RedoubtAttacks

/// What `redoubt attack` starts itself as: a host, an attacker, or a process to compare with.
struct AttackRoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role",
        abstract: "Plays a part in `redoubt attack`.",
        shouldDisplay: false
    )

    @Argument(help: "The part.")
    var role: String

    @Argument(help: "What the suite passes on.")
    var arguments: [String] = []

    func run() async throws {
        guard let role = AttackRole(rawValue: role) else {
            throw ValidationError("there is no such part: `redoubt attack` starts these itself")
        }
        throw ExitCode(await role.run(arguments))
    }
}
