internal import Glibc

/// Something that a monitor does beyond what a launch depends on.
public struct Precaution: Sendable {
    /// What it is.
    public let name: String
    /// Why this kernel, processor or user does not have it; nil if it has.
    public let problem: String?

    /// - Parameter result: what the system said: 0, or a negated error number.
    init(_ name: String, _ result: Int32) {
        self.name = name
        problem = result == 0 ? nil : unsafe String(cString: strerror(-result))
    }
}
