/// One thing that speaks against evidence: what it is, where it was found, and what to do about it.
///
/// It is an element of a ``Refusal``, and the error that bytes which are no evidence are met with.
public struct Reason: Error, Hashable, Sendable, CustomStringConvertible {
    /// What it is, for programs: the names do not change.
    public let code: Code
    /// What happened and what was expected, in one or two sentences for people.
    public let explanation: String
    /// Where it was found: a part of the evidence, of the collateral or of the policy.
    public let location: Location

    /// Makes a reason.
    ///
    /// - Parameters:
    ///   - code: what it is.
    ///   - location: where it was found.
    ///   - explanation: what happened and what was expected.
    public init(_ code: Code, at location: Location, _ explanation: String) {
        self.code = code
        self.location = location
        self.explanation = explanation
    }

    /// The place, the code and the explanation in one line.
    public var description: String { "\(location): \(explanation) [\(code.rawValue)]" }
}
