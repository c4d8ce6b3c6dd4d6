internal import Glibc
internal import RedoubtControl

/// What a process of the suite is for.
///
/// The suite starts its own program again for each: they need users and folders of their own.
public enum AttackRole: String, CaseIterable, Sendable {
    /// Launches the victim.
    case host
    /// Holds the secret without protection.
    case control
    /// Attacks.
    case attacker

    /// Acts the part until standard input ends.
    ///
    /// - Parameter arguments: what the suite passes on to the role.
    /// - Returns: the exit status.
    public func run(_ arguments: [String]) async -> Int32 {
        switch self {
        case .host: await HostRole.run(arguments)
        case .control: await ControlRole.run(arguments)
        case .attacker: await AttackerRole.run()
        }
    }

    /// Writes a line to standard output, where the suite reads it.
    static func say(_ line: String) {
        print(line)
        fflush(nil)
    }
}
