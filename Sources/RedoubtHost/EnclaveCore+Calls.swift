internal import CRedoubtABI
internal import RedoubtABI
internal import RedoubtControl
internal import Synchronization

extension EnclaveCore {
    nonisolated(nonsending) func call<Reply: WireCodable, Failure: WireCodable & Error>(
        _ method: InterfaceMethod,
        timeout: Duration,
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
        return try await finish(method, on: channel, deadline: &deadline, failure: failure)
    }

    /// Serves the enclave's own calls until the reply to the host's is there.
    nonisolated(nonsending) private func finish<Reply: WireCodable>(
        _ method: InterfaceMethod,
        on channel: HostChannel,
        deadline: inout CallDeadline,
        reply: Reply.Type = Reply.self,
        failure: (some WireCodable & Error).Type
    ) async throws -> Reply {
        while true {
            // A call that was cancelled while it served one of the enclave's leaves at the wait.
            if Task.isCancelled || !channel.spin() {
                channel.counters?.beginSleep()
                switch await waiters[channel.index].wait(until: deadline.instant) {
                case .message: channel.counters?.endSleep()
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
                defer {
                    channel.counters?.end()
                    pool.release(channel)
                }
                do {
                    return try read(message, of: method, on: channel, failure: failure)
                } catch {
                    channel.counters?.fail()
                    throw error
                }
            }
            // An enclave that calls its host again and again must not evade the deadline.
            guard ContinuousClock.now < deadline.instant else {
                stop(.deadlineExceeded)
                throw stoppedError
            }
            await serve(message, on: channel)
        }
    }

    /// Brings a conversation to its end whose call was cancelled: the enclave's own calls are served, for it
    /// does not know, the reply is dropped, and only then is the channel free again.
    func conclude(_ channel: HostChannel, until deadline: ContinuousClock.Instant) async {
        while !isStopped.load(ordering: .sequentiallyConsistent) {
            let message = channel.receive()
            guard message.kind == REDOUBT_MESSAGE_OCALL.rawValue else {
                channel.counters?.fail()
                channel.counters?.end()
                return pool.release(channel)
            }
            await serve(message, on: channel)
            switch await waiters[channel.index].wait(until: deadline) {
            case .message: continue
            case .timedOut: return stop(.deadlineExceeded)
            case .stopped, .cancelled: return
            }
        }
    }

    nonisolated(nonsending) private func serve(
        _ message: redoubt_message,
        on channel: HostChannel
    ) async {
        var reply = unsafe channel.makeEncoder()
        var status = CallStatus.malformedArguments
        if var arguments = channel.payload(of: message) {
            if message.interface == LogInterface.fingerprint.rawValue {
                status = log(&arguments, &reply)
            } else if let handler = handlers[message.interface] {
                channel.counters?.countHostCall()
                status = await Self.$serving.withValue(Self.serving + [ObjectIdentifier(self)]) {
                    guard let observer else {
                        return await handler.dispatch(message.method, &arguments, &reply)
                    }
                    return await observer.observe(handler, message.method) {
                        await handler.dispatch(message.method, &arguments, &reply)
                    }
                }
            } else {
                status = .unknownInterface
            }
        }
        channel.reply(status, lengthBytes: reply.count)
    }

    private func log(_ arguments: inout WireDecoder, _ reply: inout WireEncoder) -> CallStatus {
        do throws(WireError) {
            let bytes = try arguments.decode([UInt8].self)
            try arguments.finish()
            guard bytes.count <= LogInterface.limitBytes else { return .malformedArguments }
            let text = String(decoding: bytes, as: UTF8.self)
            for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(
                text.hasSuffix("\n") ? 1 : 0
            ) {
                options.log(String(line))
            }
            return reply.reply(NoValue())
        } catch {
            return .malformedArguments
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
