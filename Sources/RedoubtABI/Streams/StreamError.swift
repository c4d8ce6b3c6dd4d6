/// Why an enclave cannot go on with a stream.
public enum StreamError: UInt8, Error, Equatable, Sendable, WireCodable {
    /// No call is being served that has such a stream: a stream is open as long as its call.
    case notOpen = 1
    /// What the host reads from, or writes to, has failed.
    ///
    /// The call throws the host's own error to its caller, whatever the enclave returns.
    case hostFailed = 2
    /// The host's answer was malformed.
    case malformedReply = 3

    /// Writes one byte.
    public func encode(to encoder: inout WireEncoder) throws(WireError) {
        try encoder.write(rawValue)
    }

    /// Reads one byte.
    public init(from decoder: inout WireDecoder) throws(WireError) {
        guard let value = StreamError(rawValue: try decoder.read()) else { throw .invalidValue }
        self = value
    }
}
