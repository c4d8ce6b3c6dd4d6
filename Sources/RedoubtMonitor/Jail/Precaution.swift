internal import Glibc

/// Something that a monitor does beyond what a launch depends on.
public struct Precaution: Sendable {
    /// What it is.
    public let name: String
    /// Why this kernel, processor or user does not have it; nil if it has.
    public let problem: String?

    /// Says what came of it: 0, or a negated error number of the system's.
    init(_ name: String, _ result: Int32) {
        self.name = name
        problem = result == 0 ? nil : unsafe String(cString: strerror(-result))
    }
}
