internal import Glibc

/// A call to KVM that failed.
public struct KVMError: Error, Equatable, Sendable {
    /// What was called.
    public let operation: String
    /// The errno it ended with; 0 if the answer itself was wrong.
    public let errno: Int32
}

extension KVMError: CustomStringConvertible {
    /// What happened.
    public var description: String {
        errno == 0
            ? "\(operation) gave an unexpected answer"
            : "\(operation): \(unsafe String(cString: strerror(errno)))"
    }
}

/// Turns a negated errno into an error.
@discardableResult
func check(_ operation: String, _ result: Int32) throws(KVMError) -> Int32 {
    guard result >= 0 else { throw KVMError(operation: operation, errno: -result) }
    return result
}
