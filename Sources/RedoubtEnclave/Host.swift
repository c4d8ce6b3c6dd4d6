internal import CRedoubtABI
internal import CRedoubtEnclave
public import RedoubtABI

/// Makes calls to the host.
///
/// Pass it to the client that `@HostInterface` wrote: `ClockClient(Enclave.host)`.
public struct Host: HostCaller {
    init() {}

    /// Makes a call and waits for its reply.
    public func call<Reply: WireCodable, Failure: WireCodable & Error>(
        _ method: InterfaceMethod,
        arguments: (inout WireEncoder) throws(WireError) -> Void,
        reply: Reply.Type,
        failure: Failure.Type
    ) throws(Failure) -> Reply {
        let outcome: HostCallOutcome<Reply, Failure> = perform(method, arguments)
        switch outcome {
        case .reply(let value): return value
        case .failure(let error): throw error
        case .error:
            #if hasFeature(Embedded)
            redoubt_abort(REDOUBT_ABORT_HOST_CALL_FAILED)
            #else
            fatalError("no host: in tests, use a client of your own")
            #endif
        }
    }

    /// Makes a call whose method reports every failure.
    public func call<Reply: WireCodable>(
        _ method: InterfaceMethod,
        arguments: (inout WireEncoder) throws(WireError) -> Void,
        reply: Reply.Type,
        failure: HostCallError.Type
    ) throws(HostCallError) -> Reply {
        let outcome: HostCallOutcome<Reply, HostCallError> = perform(method, arguments)
        switch outcome {
        case .reply(let value): return value
        case .failure(let error), .error(let error): throw error
        }
    }

    private func perform<Reply: WireCodable, Failure: WireCodable & Error>(
        _ method: InterfaceMethod,
        _ arguments: (inout WireEncoder) throws(WireError) -> Void
    ) -> HostCallOutcome<Reply, Failure> {
        #if hasFeature(Embedded)
        guard let channel = ThreadServer.currentChannel else { return .error(.notServed) }
        return channel.callHost(method, arguments)
        #else
        return .error(.notServed)
        #endif
    }
}

/// How a call to the host ended.
enum HostCallOutcome<Reply, Failure> {
    case reply(Reply)
    case failure(Failure)
    case error(HostCallError)
}
