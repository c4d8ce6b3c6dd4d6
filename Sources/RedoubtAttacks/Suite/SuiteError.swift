/// Why the suite could not do its work.
public struct SuiteError: Error, CustomStringConvertible {
    /// What happened, and what to do about it.
    public let description: String

    init(_ description: String) { self.description = description }
}
