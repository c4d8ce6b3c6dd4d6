/// How a call ended, as its reply says.
public enum CallStatus: UInt32, Sendable {
    /// The reply's payload is the value.
    case value = 0
    /// The reply's payload is the error that the method declares.
    case failure = 1
    /// The other side does not serve an interface with this fingerprint.
    case unknownInterface = 2
    /// The interface has no method with this index.
    case unknownMethod = 3
    /// The arguments could not be read.
    case malformedArguments = 4
    /// The reply does not fit into the message area.
    case replyTooLarge = 5
    /// The handler ended in a way that its interface does not declare.
    case handlerFailed = 6
}

extension WireEncoder {
    /// Writes a call's result as its reply.
    @inlinable
    public mutating func reply(_ value: some WireCodable) -> CallStatus {
        finish(with: value, as: .value)
    }

    /// Writes a call's declared error as its reply.
    @inlinable
    public mutating func reply(failure: some WireCodable & Error) -> CallStatus {
        finish(with: failure, as: .failure)
    }

    @inlinable
    mutating func finish(with value: some WireCodable, as status: CallStatus) -> CallStatus {
        reset()
        do throws(WireError) {
            try value.encode(to: &self)
            return status
        } catch {
            reset()
            return .replyTooLarge
        }
    }
}
