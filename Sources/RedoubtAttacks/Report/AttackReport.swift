/// What the suite found out.
public struct AttackReport: Sendable {
    /// One row for each attack, attacker and level.
    public let rows: [AttackRow]
    /// How many processes of enclaves were left after their enclaves' ends; the suite has ended them.
    public let leftProcesses: Int

    /// Whether a promise was broken.
    public var hasBrokenPromise: Bool {
        leftProcesses > 0 || rows.contains { $0.promised && $0.outcome == .broken }
    }

    /// The exit status: 0 if all held, 1 if a promise was broken, 2 if a control failed or an attack did not end.
    public var exitStatus: Int32 {
        if hasBrokenPromise { return 1 }
        return rows.allSatisfy(\.isGood) ? 0 : 2
    }
}
