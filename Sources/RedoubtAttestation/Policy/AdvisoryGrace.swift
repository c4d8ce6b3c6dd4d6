/// A time for which one advisory may stay open on a platform.
///
/// A status that a policy does not accept is accepted after all while every advisory of the TCB level has a
/// grace that runs; a level without advisories has none, and revoked is never accepted.
public struct AdvisoryGrace: Hashable, Sendable {
    /// How long.
    public enum End: Hashable, Sendable {
        /// To this second, included.
        case at(Timestamp)
        /// So many days from the date of the platform's TCB level on.
        case days(Int)
    }

    /// The advisory's id, such as `INTEL-SA-00615`; `*` for every advisory.
    public let advisory: String
    /// When the grace ends.
    public let end: End

    /// A grace for an advisory.
    public init(advisory: String, end: End) {
        self.advisory = advisory
        self.end = end
    }

    /// Whether this covers an advisory of a level at a time.
    func covers(_ name: String, _ tcb: TCBAssessment, at time: Timestamp) -> Bool {
        guard advisory == name || advisory == "*" else { return false }
        switch end {
        case .at(let last): return time <= last
        case .days(let days):
            let (seconds, overflow) = Int64(days).multipliedReportingOverflow(by: 86_400)
            let (last, beyond) = tcb.date.secondsSince1970.addingReportingOverflow(seconds)
            return overflow || beyond || time.secondsSince1970 <= last
        }
    }
}
