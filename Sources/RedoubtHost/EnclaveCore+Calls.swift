internal import CRedoubtABI
internal import RedoubtABI
internal import RedoubtControl
internal import Synchronization

extension EnclaveCore {
    nonisolated(nonsending) func call<Reply: WireCodable, Failure: WireCodable & Error>(
        _ method: InterfaceMethod,
        timeout: Duration,
        streams: CallStreams? = nil,
        isObserved: Bool = false,
        arguments: (inout WireEncoder) throws(WireError) -> Void,
        reply: Reply.Type,
        failure: Failure.Type
    ) async throws -> Reply {
        if let observer, !isObserved {
            return try await observer.observe(method) {
                try await call(
                    method,
                    timeout: timeout,
                    streams: streams,
                    isObserved: true,
                    arguments: arguments,
                    reply: reply,
                    failure: failure
                )
            }
        }
        try Task.checkCancellation()
        if !options.allowsReentry, Self.serving.contains(ObjectIdentifier(self)) {
            throw EnclaveError(
                .reentrantCall,
                "\(method.name) was called by a handler of a call from the same enclave: set "
                    + "allowsReentry at launch if that is meant, and declare a thread more"
            )
        }
        var deadline = CallDeadline(timeout)
        let channel: HostChannel
        if let free = try pool.takeFree() {
            channel = free
        } else {
            channel = try await pool.waitForFree(until: deadline.instant, timeout: timeout)
        }
        channel.counters?.begin(isEnclaveAsleep: channel.isEnclaveAsleep)
        do throws(WireError) {
            try channel.send(
                REDOUBT_MESSAGE_ECALL,
                interface: method.interface.rawValue,
                method: method.index,
                payload: arguments
            )
        } catch {
            channel.counters?.fail()
            channel.counters?.end()
            pool.release(channel)
            throw EnclaveError(
                .argumentsTooLarge,
                "the arguments of \(method.name) do not fit into a message of "
                    + "\(description.payloadBytes) bytes, or are nested deeper than "
                    + "\(WireLimits.maximumDepth): declare a larger channelBytes, or send them in parts"
            )
        }
        return try await finish(
            method,
            on: channel,
            streams: streams,
            deadline: &deadline,
            failure: failure
        )
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
            let result = try await call(
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

    /// Waits for the reply to a call that was sent, and serves the enclave's own calls until then.
    nonisolated(nonsending) private func finish<Reply: WireCodable>(
        _ method: InterfaceMethod,
        on channel: HostChannel,
        streams: CallStreams?,
        deadline: inout CallDeadline,
        reply: Reply.Type = Reply.self,
        failure: (some WireCodable & Error).Type
    ) async throws -> Reply {
        // A call that is answered at once does not read the clock.
        if !channel.spin() { try await wait(on: channel, until: deadline.instant) }
        var message = try receive(on: channel)
        if message.kind == REDOUBT_MESSAGE_OCALL.rawValue {
            message = try await converse(message, on: channel, streams, until: deadline.instant)
        }
        defer {
            channel.counters?.end()
            pool.release(channel)
        }
        do {
            if let error = streams?.failure { throw error }
            return try read(message, of: method, on: channel, failure: failure)
        } catch {
            channel.counters?.fail()
            throw error
        }
    }

    nonisolated(nonsending) private func wait(
        on channel: HostChannel,
        until deadline: ContinuousClock.Instant
    ) async throws {
        channel.counters?.beginSleep()
        switch await waiters[channel.index].wait(until: deadline) {
        case .message: channel.counters?.endSleep()
        // The conversation goes on without this task, see `conclude`.
        case .cancelled: throw CancellationError()
        case .stopped: throw stoppedError
        case .timedOut:
            stop(.deadlineExceeded)
            throw stoppedError
        }
    }

    private func receive(on channel: HostChannel) throws -> redoubt_message {
        if isStopped.load(ordering: .sequentiallyConsistent) { throw stoppedError }
        return channel.receive()
    }

    /// Serves the enclave's calls, of which the first is there, until something else comes.
    ///
    /// In a task of its own: the handlers are the host's, and one that hangs must not hold the call beyond the deadline.
    nonisolated(nonsending) private func converse(
        _ first: redoubt_message,
        on channel: HostChannel,
        _ streams: CallStreams?,
        until deadline: ContinuousClock.Instant
    ) async throws -> redoubt_message {
        let last = try await BoundedTask.run(until: deadline) { [self] in
            try await Self.$serving.withValue(Self.serving + [ObjectIdentifier(self)]) {
                var message = first
                while message.kind == REDOUBT_MESSAGE_OCALL.rawValue {
                    // An enclave that calls its host again and again must not evade the deadline.
                    guard ContinuousClock.now < deadline else {
                        stop(.deadlineExceeded)
                        throw stoppedError
                    }
                    await serve(message, on: channel, streams: streams)
                    // A call that was cancelled while it served one of the enclave's leaves at the wait.
                    if Task.isCancelled || !channel.spin() {
                        try await wait(on: channel, until: deadline)
                    }
                    message = try receive(on: channel)
                }
                return message
            }
        }
        if let last { return last }
        stop(.deadlineExceeded)
        throw stoppedError
    }

    /// Brings a conversation to its end whose call was cancelled.
    ///
    /// The enclave's own calls are served, for it does not know, but its streams are closed; the reply is dropped, and
    /// only then is the channel free again.
    func conclude(_ channel: HostChannel, until deadline: ContinuousClock.Instant) async {
        do {
            var message = try receive(on: channel)
            if message.kind == REDOUBT_MESSAGE_OCALL.rawValue {
                message = try await converse(message, on: channel, nil, until: deadline)
            }
            channel.counters?.fail()
            channel.counters?.end()
            pool.release(channel)
        } catch {
            // The enclave has been stopped.
        }
    }

    private func read<Reply: WireCodable, Failure: WireCodable & Error>(
        _ message: redoubt_message,
        of method: InterfaceMethod,
        on channel: HostChannel,
        reply: Reply.Type = Reply.self,
        failure: Failure.Type
    ) throws -> Reply {
        guard message.kind == REDOUBT_MESSAGE_ECALL_REPLY.rawValue,
            let status = CallStatus(rawValue: message.status),
            var payload = channel.payload(of: message)
        else { throw malformedReply(method) }
        switch status {
        case .value:
            do throws(WireError) {
                let value = try Reply(from: &payload)
                try payload.finish()
                return value
            } catch {
                throw malformedReply(method)
            }
        case .failure:
            let declared: Failure
            do throws(WireError) {
                declared = try Failure(from: &payload)
                try payload.finish()
            } catch {
                throw malformedReply(method)
            }
            throw declared
        default:
            throw Self.refusal(status, method, payloadBytes: description.payloadBytes)
        }
    }

    private func malformedReply(_ method: InterfaceMethod) -> EnclaveError {
        EnclaveError(
            .replyMalformed,
            "the enclave's reply to \(method.name) could not be read: build host and enclave from the same "
                + "sources, and do not trust an enclave that does this"
        )
    }

    private static func refusal(
        _ status: CallStatus,
        _ method: InterfaceMethod,
        payloadBytes: Int
    ) -> EnclaveError {
        switch status {
        case .unknownInterface, .unknownMethod:
            EnclaveError(
                .interfaceMismatch,
                "the enclave does not serve this version of \(method.name): build host and enclave from "
                    + "the same sources"
            )
        case .replyTooLarge:
            EnclaveError(
                .replyTooLarge,
                "the reply of \(method.name) does not fit into a message of \(payloadBytes) bytes: "
                    + "declare a larger channelBytes, or return it in parts"
            )
        case .malformedArguments:
            EnclaveError(
                .argumentsRefused,
                "the enclave could not read the arguments of \(method.name): build host and enclave from "
                    + "the same sources"
            )
        case .value, .failure, .handlerFailed:
            EnclaveError(.replyMalformed, "the enclave's reply to \(method.name) makes no sense")
        }
    }
}
