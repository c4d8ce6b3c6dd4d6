public import RedoubtAttestation

/// Every reason why the owner of data seals nothing for an offer; there is at least one.
public struct OfferRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The reasons: those against the offer, then those against its evidence.
    public let reasons: [Reason]

    init(_ reasons: [Reason]) {
        precondition(!reasons.isEmpty, "a refusal has a reason")
        self.reasons = reasons
    }

    /// The reasons, one a line.
    public var description: String { reasons.map(\.description).joined(separator: "\n") }
}
