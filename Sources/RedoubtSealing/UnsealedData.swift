public import RedoubtSealingInterface

/// What was sealed, and under what.
public struct UnsealedData: Sendable {
    /// What was sealed.
    public let content: [UInt8]
    /// Who could have sealed it.
    public let policy: SealingPolicy
    /// Whether an older epoch of the platform's secret or an older security version sealed it.
    ///
    /// Then seal it again: what had reached an older version's keys opens it for as long as it is kept.
    public let needsReseal: Bool
}

/// What was sealed, and what to keep of it.
public struct RenewedData: Sendable {
    /// What was sealed.
    public let content: [UInt8]
    /// The same, sealed with the newest keys, to be kept in the place of the old blob; nil if that is as good.
    public let renewedBlob: [UInt8]?
}

extension UnsealedData: CustomStringConvertible {
    /// The length, and nothing of the content.
    public var description: String { "UnsealedData(\(content.count) bytes)" }
}

extension RenewedData: CustomStringConvertible {
    /// The length, and nothing of the content.
    public var description: String { "RenewedData(\(content.count) bytes)" }
}
