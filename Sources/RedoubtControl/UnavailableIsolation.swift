public import RedoubtABI

/// A level that a machine cannot give, and why.
@EnclaveValue
public struct UnavailableIsolation: Hashable {
    /// The level.
    public let level: IsolationLevel
    /// Why not, and what to do about it.
    public let reason: String

    /// Describes what is missing.
    public init(_ level: IsolationLevel, reason: String) {
        self.level = level
        self.reason = reason
    }
}
