internal import RedoubtABI

/// What an attack is let loose on: processes that the suite has started itself.
struct Target: Codable, Sendable {
    /// The processes that hold the enclave: the monitor, and its jailed process if it has one.
    ///
    /// Of the control, the unprotected process.
    var sealed: [Int32]
    /// The host.
    var host: Int32
    /// What the host answered to the attack's ``Attack/hostCommand``.
    var answer = ""
    /// The level, as an index of `IsolationLevel.strongestFirst`.
    var levelIndex: Int
    /// The victim's image.
    var image: String
    /// The monitor's executable.
    var monitor: String
    /// A folder that the attacker may write to: the working folder of all that run as the attacker.
    var folder: String
    /// What the secrets are computed from.
    var seed: UInt64
    /// What the victim has told of its platform's keys, masked; empty for the control.
    var platformKeys: [UInt8]
    /// The folder of the root secret that these come from.
    var developmentRoot: String
    /// Whether it is the unprotected process that shows that the attack works.
    var isControl: Bool

    /// All processes of the target.
    var all: [Int32] { sealed.contains(host) ? sealed : sealed + [host] }

    var level: IsolationLevel { IsolationLevel.strongestFirst[levelIndex] }
}
