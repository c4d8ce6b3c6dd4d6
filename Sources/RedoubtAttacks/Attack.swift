internal import RedoubtABI

/// One way of getting at an enclave.
///
/// It runs in a process of its own, as the attacker.
protocol Attack: Sendable {
    /// Its name in the table.
    var name: String { get }
    /// Whom it is tried as.
    var attackers: [Attacker] { get }
    /// What it is after.
    var aim: Aim { get }
    /// What the host is told to do before it, if anything: see ``HostRole``.
    var hostCommand: String? { get }
    /// Whether the victim cannot be used again afterwards.
    var usesUpVictim: Bool { get }
    /// Why it does not apply to a level; nil if it does.
    func obstacle(at level: IsolationLevel) -> String?
    /// Attacks.
    func run(on target: Target, for secret: SecretScanner) async -> Finding
}

extension Attack {
    var attackers: [Attacker] { Attacker.allCases }
    var hostCommand: String? { nil }
    var usesUpVictim: Bool { false }
    func obstacle(at level: IsolationLevel) -> String? { nil }
}
