/// Serves the calls of one interface inside the enclave.
///
/// `@EnclaveInterface` writes one for each interface.
public protocol ECALLDispatcher: Sendable {
    /// The interface that is served.
    static var fingerprint: InterfaceFingerprint { get }

    /// Reads the arguments, calls the service, writes the reply.
    ///
    /// Several threads of the enclave call it at the same time.
    func dispatch(
        _ method: UInt32,
        _ arguments: inout WireDecoder,
        _ reply: inout WireEncoder
    ) -> CallStatus
}

/// Carries an enclave's calls to its host.
public protocol HostCaller: Sendable {
    /// Makes a call and waits for its reply.
    ///
    /// - Throws: the error that the method declares. An answer that is none, malformed or missing,
    ///   stops the enclave for good, because a method that declares no such error cannot report it.
    func call<Reply: WireCodable, Failure: WireCodable & Error>(
        _ method: InterfaceMethod,
        arguments: (inout WireEncoder) throws(WireError) -> Void,
        reply: Reply.Type,
        failure: Failure.Type
    ) throws(Failure) -> Reply

    /// Makes a call of a method that declares ``HostCallError``, which then reports every failure.
    func call<Reply: WireCodable>(
        _ method: InterfaceMethod,
        arguments: (inout WireEncoder) throws(WireError) -> Void,
        reply: Reply.Type,
        failure: HostCallError.Type
    ) throws(HostCallError) -> Reply
}

/// Why a call to the host has no result.
///
/// A method of a `@HostInterface` that declares `throws(HostCallError)` lets the enclave go on
/// after it.
public enum HostCallError: UInt8, Error, Equatable, Sendable, WireCodable {
    /// The arguments do not fit into the channel.
    case argumentsTooLarge = 1
    /// The host has no handler for the interface, or one that was built from another version of it.
    case notServed = 2
    /// The host's handler failed.
    case handlerFailed = 3
    /// The host's answer was malformed.
    case malformedReply = 4

    /// Writes one byte.
    public func encode(to encoder: inout WireEncoder) throws(WireError) {
        try encoder.write(rawValue)
    }

    /// Reads one byte.
    public init(from decoder: inout WireDecoder) throws(WireError) {
        guard let value = HostCallError(rawValue: try decoder.read()) else { throw .invalidValue }
        self = value
    }
}

#if !hasFeature(Embedded)
/// Serves the calls of one interface in the host.
///
/// `@HostInterface` writes one for each interface.
public protocol OCALLDispatcher: Sendable {
    /// The interface that is served.
    static var fingerprint: InterfaceFingerprint { get }

    /// What each of its methods is called, `Interface.method`, for traces.
    static var methodNames: [StaticString] { get }

    /// Reads the arguments, calls the handler, writes the reply.
    func dispatch(
        _ method: UInt32,
        _ arguments: inout WireDecoder,
        _ reply: inout WireEncoder
    ) async -> CallStatus
}

extension OCALLDispatcher {
    /// None: a dispatcher that was written by hand need not name its methods.
    public static var methodNames: [StaticString] { [] }
}

/// Carries a host's calls to an enclave.
public protocol EnclaveCaller: Sendable {
    /// Makes a call and waits for its reply without blocking a thread of Swift's pool for longer than
    /// a short spin.
    ///
    /// - Throws: the error that the method declares, or what the carrier reports: for an `Enclave`, an
    ///   `EnclaveError` or `CancellationError`.
    nonisolated(nonsending) func call<Reply: WireCodable, Failure: WireCodable & Error>(
        _ method: InterfaceMethod,
        arguments: (inout WireEncoder) throws(WireError) -> Void,
        reply: Reply.Type,
        failure: Failure.Type
    ) async throws -> Reply

    /// Makes a call that takes streams, and waits for its reply.
    ///
    /// - Parameters:
    ///   - method: what is called.
    ///   - streams: in the order in which the method declares them. They are closed when the call is over.
    ///   - arguments: writes the other arguments.
    ///   - reply: what the method returns.
    ///   - failure: what the method throws.
    /// - Returns: what the method returns.
    /// - Throws: what a call without streams throws, and what the caller's own end of a stream has thrown.
    nonisolated(nonsending) func call<Reply: WireCodable, Failure: WireCodable & Error>(
        _ method: InterfaceMethod,
        streams: [CallStream],
        arguments: (inout WireEncoder) throws(WireError) -> Void,
        reply: Reply.Type,
        failure: Failure.Type
    ) async throws -> Reply
}
#endif
