/// Every reason why evidence was refused; there is at least one.
public struct Refusal: RandomAccessCollection, Hashable, Sendable, CustomStringConvertible {
    /// The reasons, in the order in which they were found.
    public let reasons: [Reason]
    /// The TCB status, if it could be found.
    public let tcbStatus: TCBStatus?

    init(_ reasons: [Reason], tcbStatus: TCBStatus?) {
        precondition(!reasons.isEmpty)
        self.reasons = reasons
        self.tcbStatus = tcbStatus
    }

    /// The index of the first reason.
    public var startIndex: Int { reasons.startIndex }
    /// The index after the last reason.
    public var endIndex: Int { reasons.endIndex }
    /// One reason.
    public subscript(index: Int) -> Reason { reasons[index] }
    /// The reasons, one a line.
    public var description: String { reasons.map(\.description).joined(separator: "\n") }
}
