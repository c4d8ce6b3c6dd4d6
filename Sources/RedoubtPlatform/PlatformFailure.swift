/// Why the platform service cannot run.
///
/// Its text says what happened and what to do.
public struct PlatformFailure: Error, CustomStringConvertible {
    /// What happened, what was expected, and what to do.
    public let description: String

    /// Describes a failure.
    public init(_ description: String) {
        self.description = description
    }
}
