/// A second of time, in UTC.
///
/// The library has no clock: the caller says what time it is.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z.
    public let secondsSince1970: Int64

    /// The second that is this far from 1970-01-01T00:00:00Z.
    public init(secondsSince1970: Int64) {
        self.secondsSince1970 = secondsSince1970
    }

    /// Reads a time as RFC 3339 has it, in UTC: `2026-01-01T00:00:00Z`.
    ///
    /// Fractions of a second are cut off. A leap second and an offset other than `Z` are not read.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(rfc3339: bytes, bytes.indices)
    }

    /// Whether one time is before another.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.secondsSince1970 < right.secondsSince1970
    }
}
