internal import RedoubtABI

/// What an attack is after, which decides what README.md promises of it.
enum Aim: Sendable {
    /// To read the enclave's memory.
    case reading
    /// To take control of the processes that hold the enclave: to write to them, to debug them, to profile them.
    case control
    /// To read the file that the development mode keeps its root secret in.
    case developmentRoot
    /// To have another program launched than its author signed.
    case anotherProgram
    /// To have another monitor do the launch.
    case anotherMonitor

    /// Whether README.md ("What is promised") says that the attacker is kept out.
    func isPromised(against attacker: Attacker, at level: IsolationLevel) -> Bool {
        switch (self, attacker) {
        case (.anotherMonitor, _): false
        // It is as secret as the other files of the host's user.
        case (.developmentRoot, _): attacker == .otherUser
        case (_, .hostUser), (_, .otherUser), (.anotherProgram, _): true
        case (.reading, .root): level.memory == .private
        case (.control, .root): false
        }
    }
}
