public import RedoubtABI

/// What a launch requires of the seal.
public struct Isolation: Hashable, Sendable {
    /// The levels that will do, the preferred one first.
    public let acceptable: [IsolationLevel]

    private init(_ acceptable: [IsolationLevel]) {
        self.acceptable = acceptable
    }

    /// The strongest that the machine gives, whatever it is.
    ///
    /// Read ``Enclave/isolation`` to know.
    public static let automatic = Isolation(IsolationLevel.strongestFirst)

    /// A level at least as strong as the given one, in the order of ``IsolationLevel/strongestFirst``.
    public static func atLeast(_ level: IsolationLevel) -> Isolation {
        let levels = IsolationLevel.strongestFirst
        let last = levels.firstIndex(of: level) ?? 0
        return Isolation(Array(levels[...last]))
    }

    /// This means of isolation, with the strongest memory that it has.
    public static func backend(_ backend: IsolationLevel.Backend) -> Isolation {
        Isolation(IsolationLevel.strongestFirst.filter { $0.backend == backend })
    }

    /// This level and no other.
    public static func exactly(_ level: IsolationLevel) -> Isolation {
        Isolation([level])
    }
}
