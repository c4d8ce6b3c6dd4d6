#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension Timestamp {
    /// The second that a date is in.
    ///
    /// A date beyond what 64 bits can count becomes the first or last second; not-a-number becomes the first,
    /// before which nothing is valid.
    public init(_ date: Date) {
        let seconds = date.timeIntervalSince1970.rounded(.down)
        if seconds.isNaN || seconds < -0x1p62 {
            self.init(secondsSince1970: .min)
        } else {
            self.init(secondsSince1970: seconds > 0x1p62 ? .max : Int64(seconds))
        }
    }

    /// The beginning of the second.
    public var date: Date { Date(timeIntervalSince1970: Double(secondsSince1970)) }
}
