public import RedoubtABI

/// What one attack came to: one line of the report.
public struct AttackRow: Encodable, Sendable {
    /// How an attack ended.
    public enum Outcome: String, Encodable, Sendable {
        /// It got nothing.
        case held
        /// It got what it was after.
        case broken
        /// It was not made; the note says why.
        case notApplicable = "not-applicable"
        /// It did not end in time, so that nothing is known.
        case unfinished
    }
    /// Whether the same attack gets the secret of an unprotected process.
    public enum Control: String, Encodable, Sendable {
        /// It does.
        case found
        /// It does not, so that a held attack says nothing.
        case missed
        /// The attack cannot be made on this machine, or by this user.
        case notRun = "not-run"
    }

    /// The attack's name.
    public let attack: String
    /// Whom it ran as.
    public let attacker: Attacker
    /// The level that it ran against.
    public let level: IsolationLevel
    /// Whether README.md promises that it gets nothing.
    public let promised: Bool
    /// What it came to.
    public let outcome: Outcome
    /// What it came to against an unprotected process.
    public let control: Control
    /// What happened, or why nothing did.
    public let note: String
    /// The secrets that it got.
    public var secrets: [String] = []
    /// The secrets that it got of the unprotected process.
    public var controlSecrets: [String] = []

    /// Whether the row is what the suite wants to see.
    public var isGood: Bool {
        outcome != .unfinished && control != .missed && !(promised && outcome == .broken)
    }

    private enum CodingKeys: String, CodingKey {
        case attack
        case attacker = "as"
        case backend, memory, promised, outcome, control, note, secrets
        case controlSecrets = "control-secrets"
    }

    /// Writes the row as an object.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(attack, forKey: .attack)
        try container.encode(attacker, forKey: .attacker)
        try container.encode("\(level.backend)", forKey: .backend)
        try container.encode("\(level.memory)", forKey: .memory)
        try container.encode(promised, forKey: .promised)
        try container.encode(outcome, forKey: .outcome)
        try container.encode(control, forKey: .control)
        try container.encode(note, forKey: .note)
        try container.encode(secrets, forKey: .secrets)
        try container.encode(controlSecrets, forKey: .controlSecrets)
    }
}
