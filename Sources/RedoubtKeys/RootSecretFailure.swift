/// Why a platform's root secrets cannot be had.
///
/// Its text says what happened and what to do.
public struct RootSecretFailure: Error, Equatable, CustomStringConvertible {
    /// What happened, what was expected, and what to do.
    public let description: String

    /// Describes a failure.
    init(_ description: String) {
        self.description = description
    }
}
