/// What the enclave may do with a page.
public struct Permissions: OptionSet, Sendable, Hashable {
    /// The bits, as SGX's SECINFO has them: read 1, write 2, execute 4.
    public let rawValue: UInt8
    /// Makes a set from SECINFO's bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Reading.
    public static let read = Permissions(rawValue: 1)
    /// Writing.
    public static let write = Permissions(rawValue: 2)
    /// Executing.
    public static let execute = Permissions(rawValue: 4)
}

extension Permissions: CustomStringConvertible {
    /// As `ls` writes them: `r-x`.
    public var description: String {
        (contains(.read) ? "r" : "-") + (contains(.write) ? "w" : "-")
            + (contains(.execute) ? "x" : "-")
    }
}
