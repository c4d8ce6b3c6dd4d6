public import RedoubtABI

// What depends on the types that cross is inlined into the module of the interface's client. The rest is in
// ``EnclaveCore``.

extension Enclave {
    /// Makes a call, with the timeout of the launch's options.
    @inlinable
    public nonisolated(nonsending) func call<Reply: WireCodable, Failure: WireCodable & Error>(
        _ method: InterfaceMethod,
        arguments: (inout WireEncoder) throws(WireError) -> Void,
        reply: Reply.Type,
        failure: Failure.Type
    ) async throws -> Reply {
        try await core.call(
            method,
            timeout: core.callTimeout,
            arguments: arguments,
            reply: reply,
            failure: failure
        )
    }

    /// Makes a call that takes streams.
    public nonisolated(nonsending) func call<Reply: WireCodable, Failure: WireCodable & Error>(
        _ method: InterfaceMethod,
        streams: [CallStream],
        arguments: (inout WireEncoder) throws(WireError) -> Void,
        reply: Reply.Type,
        failure: Failure.Type
    ) async throws -> Reply {
        try await core.call(
            method,
            timeout: core.callTimeout,
            opening: streams,
            arguments: arguments,
            reply: reply,
            failure: failure
        )
    }

    /// The same enclave, for calls with another timeout: `SignerClient(enclave.calls(timeout: .seconds(1)))`.
    public func calls(timeout: Duration) -> EnclaveCalls {
        EnclaveCalls(enclave: self, timeout: timeout)
    }
}

/// An enclave for calls with a timeout of their own.
public struct EnclaveCalls: EnclaveCaller {
    @usableFromInline let enclave: Enclave
    @usableFromInline let timeout: Duration

    /// Makes a call.
    @inlinable
    public nonisolated(nonsending) func call<Reply: WireCodable, Failure: WireCodable & Error>(
        _ method: InterfaceMethod,
        arguments: (inout WireEncoder) throws(WireError) -> Void,
        reply: Reply.Type,
        failure: Failure.Type
    ) async throws -> Reply {
        try await enclave.core.call(
            method,
            timeout: timeout,
            arguments: arguments,
            reply: reply,
            failure: failure
        )
    }

    /// Makes a call that takes streams.
    public nonisolated(nonsending) func call<Reply: WireCodable, Failure: WireCodable & Error>(
        _ method: InterfaceMethod,
        streams: [CallStream],
        arguments: (inout WireEncoder) throws(WireError) -> Void,
        reply: Reply.Type,
        failure: Failure.Type
    ) async throws -> Reply {
        try await enclave.core.call(
            method,
            timeout: timeout,
            opening: streams,
            arguments: arguments,
            reply: reply,
            failure: failure
        )
    }
}

extension EnclaveCore {
    @usableFromInline var callTimeout: Duration { options.callTimeout }
    @usableFromInline var isObserved: Bool { observer != nil }

    @inlinable
    nonisolated(nonsending) func call<Reply: WireCodable, Failure: WireCodable & Error>(
        _ method: InterfaceMethod,
        timeout: Duration,
        arguments: (inout WireEncoder) throws(WireError) -> Void,
        reply: Reply.Type,
        failure: Failure.Type
    ) async throws -> Reply {
        if isObserved {
            return try await observedCall(
                method,
                timeout: timeout,
                arguments: arguments,
                reply: reply,
                failure: failure
            )
        }
        // The answer does not keep it.
        defer { withExtendedLifetime(self) {} }
        let progress = try begin(method, arguments: arguments)
        switch consume progress {
        case .answered(var answer): return try answer.read(reply, failure: failure)
        case let rest:
            var answer = try await finish(rest, method, timeout: timeout, arguments: arguments)
            return try answer.read(reply, failure: failure)
        }
    }

    /// Makes a call and reports it, if anybody wants to hear of it.
    @usableFromInline
    nonisolated(nonsending) func observedCall<Reply: WireCodable, Failure: WireCodable & Error>(
        _ method: InterfaceMethod,
        timeout: Duration,
        streams: CallStreams? = nil,
        arguments: (inout WireEncoder) throws(WireError) -> Void,
        reply: Reply.Type,
        failure: Failure.Type
    ) async throws -> Reply {
        nonisolated(nonsending) func exchange() async throws -> Reply {
            defer { withExtendedLifetime(self) {} }
            var answer = try await finish(
                begin(method, arguments: arguments),
                method,
                timeout: timeout,
                streams: streams,
                arguments: arguments
            )
            return try answer.read(reply, failure: failure)
        }
        guard let observer else { return try await exchange() }
        return try await observer.observe(method, exchange)
    }

    /// Makes a call with its streams open, and closes them.
    nonisolated(nonsending) func call<Reply: WireCodable, Failure: WireCodable & Error>(
        _ method: InterfaceMethod,
        timeout: Duration,
        opening list: [CallStream],
        arguments: (inout WireEncoder) throws(WireError) -> Void,
        reply: Reply.Type,
        failure: Failure.Type
    ) async throws -> Reply {
        let streams = CallStreams(list)
        do {
            let result = try await observedCall(
                method,
                timeout: timeout,
                streams: streams,
                arguments: arguments,
                reply: reply,
                failure: failure
            )
            streams.finish(nil)
            return result
        } catch {
            streams.finish(error)
            throw error
        }
    }
}
