internal import Glibc

/// A system call that failed.
public struct SystemError: Error, Equatable, Sendable {
    /// What was called.
    public let operation: String
    /// The errno it ended with.
    public let errno: Int32

    /// Describes a failure.
    public init(_ operation: String, errno: Int32) {
        self.operation = operation
        self.errno = errno
    }

    /// Turns a negated errno into an error.
    @discardableResult
    public static func check(
        _ operation: String,
        _ result: Int32
    ) throws(SystemError) -> Int32 {
        guard result >= 0 else { throw SystemError(operation, errno: -result) }
        return result
    }
}

extension SystemError: CustomStringConvertible {
    /// What happened.
    public var description: String { "\(operation): \(unsafe String(cString: strerror(errno)))" }
}
