internal import Glibc

/// A file descriptor with one owner, which closes it.
public struct OwnedDescriptor: ~Copyable, Sendable {
    /// The descriptor, valid as long as this value lives.
    public let rawValue: Int32

    /// Takes a descriptor over.
    public init(_ rawValue: Int32) {
        self.rawValue = rawValue
    }

    deinit { close(rawValue) }
}
