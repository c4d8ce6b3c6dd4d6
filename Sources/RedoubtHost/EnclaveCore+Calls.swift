internal import CRedoubtABI
internal import RedoubtABI
internal import RedoubtControl
internal import Synchronization

extension EnclaveCore {
    nonisolated(nonsending) func call<Reply: WireCodable, Failure: WireCodable & Error>(
        _ method: InterfaceMethod,
        timeout: Duration,
        streams: CallStreams? = nil,
        arguments: (inout WireEncoder) throws(WireError) -> Void,
        reply: Reply.Type,
        failure: Failure.Type
    ) async throws -> Reply {
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
        do throws(WireError) {
            try channel.send(
                REDOUBT_MESSAGE_ECALL,
                interface: method.interface.rawValue,
                method: method.index,
                payload: arguments
            )
        } catch {
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

    /// Serves the enclave's own calls until the reply to the host's is there.
    nonisolated(nonsending) private func finish<Reply: WireCodable>(
        _ method: InterfaceMethod,
        on channel: HostChannel,
        streams: CallStreams?,
        deadline: inout CallDeadline,
        reply: Reply.Type = Reply.self,
        failure: (some WireCodable & Error).Type
    ) async throws -> Reply {
        while true {
            // A call that was cancelled while it served one of the enclave's leaves at the wait.
            if Task.isCancelled || !channel.spin() {
                switch await waiters[channel.index].wait(until: deadline.instant) {
                case .message: break
                // The conversation goes on without this task, see `conclude`.
                case .cancelled: throw CancellationError()
                case .stopped: throw stoppedError
                case .timedOut:
                    stop(.deadlineExceeded)
                    throw stoppedError
                }
            }
            if isStopped.load(ordering: .sequentiallyConsistent) { throw stoppedError }
            let message = channel.receive()
            guard message.kind == REDOUBT_MESSAGE_OCALL.rawValue else {
                defer { pool.release(channel) }
                if let error = streams?.failure { throw error }
                return try read(message, of: method, on: channel, failure: failure)
            }
            // An enclave that calls its host again and again must not evade the deadline.
            guard ContinuousClock.now < deadline.instant,
                await serve(message, on: channel, streams: streams, until: deadline.instant)
            else {
                stop(.deadlineExceeded)
                throw stoppedError
            }
        }
    }

    /// Brings a conversation to its end whose call was cancelled: the enclave's own calls are served, for it
    /// does not know, the reply is dropped, and only then is the channel free again.
    func conclude(_ channel: HostChannel, until deadline: ContinuousClock.Instant) async {
        while !isStopped.load(ordering: .sequentiallyConsistent) {
            let message = channel.receive()
            guard message.kind == REDOUBT_MESSAGE_OCALL.rawValue else {
                return pool.release(channel)
            }
            // Its streams are closed: nobody waits for what they would carry.
            guard await serve(message, on: channel, streams: nil, until: deadline) else {
                return stop(.deadlineExceeded)
            }
            switch await waiters[channel.index].wait(until: deadline) {
            case .message: continue
            case .timedOut: return stop(.deadlineExceeded)
            case .stopped, .cancelled: return
            }
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
