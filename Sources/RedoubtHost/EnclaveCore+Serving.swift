internal import CRedoubtABI
internal import RedoubtABI

extension EnclaveCore {
    /// Answers one of the enclave's own calls.
    ///
    /// - Returns: false if there is no answer at the deadline. Whatever does not return in time is cancelled, and left
    ///   behind.
    nonisolated(nonsending) func serve(
        _ message: redoubt_message,
        on channel: HostChannel,
        streams: CallStreams?,
        until deadline: ContinuousClock.Instant
    ) async -> Bool {
        if message.interface == RuntimeInterface.fingerprint.rawValue {
            return await serveRuntime(message, on: channel, streams: streams, until: deadline)
        }
        guard let handler = handlers[message.interface] else {
            channel.reply(.unknownInterface, lengthBytes: 0)
            return true
        }
        return await HandlerRun.run(until: deadline) { [self] in
            var reply = unsafe channel.makeEncoder()
            var status = CallStatus.malformedArguments
            if var arguments = channel.payload(of: message) {
                status = await Self.$serving.withValue(
                    Self.serving + [ObjectIdentifier(self)]
                ) {
                    await handler.dispatch(message.method, &arguments, &reply)
                }
            }
            return HandlerRun.Answer(status: status, lengthBytes: reply.count)
        }.reply(on: channel)
    }

    /// Answers the enclave's runtime: what it prints, and the streams of the call.
    nonisolated(nonsending) private func serveRuntime(
        _ message: redoubt_message,
        on channel: HostChannel,
        streams: CallStreams?,
        until deadline: ContinuousClock.Instant
    ) async -> Bool {
        switch (message.method, streams) {
        case (RuntimeInterface.log.index, _):
            var reply = unsafe channel.makeEncoder()
            channel.reply(log(message, on: channel, &reply), lengthBytes: reply.count)
            return true
        case (RuntimeInterface.readStream.index, let streams?):
            return await HandlerRun.run(until: deadline) {
                var reply = unsafe channel.makeEncoder()
                return await streams.read(message.stream, into: &reply)
            }.reply(on: channel)
        case (RuntimeInterface.writeStream.index, let streams?):
            guard var arguments = channel.payload(of: message),
                let written = streams.copy(message.stream, &arguments)
            else {
                channel.reply(.handlerFailed, lengthBytes: 0)
                return true
            }
            // The enclave goes on while the caller takes the piece.
            channel.reply(.value, lengthBytes: 0)
            return await HandlerRun.run(until: deadline) {
                await streams.deliver(written)
                return HandlerRun.Answer(status: .value)
            } != nil
        default:
            channel.reply(.unknownMethod, lengthBytes: 0)
            return true
        }
    }

    private func log(
        _ message: redoubt_message,
        on channel: HostChannel,
        _ reply: inout WireEncoder
    ) -> CallStatus {
        guard var arguments = channel.payload(of: message) else { return .malformedArguments }
        do throws(WireError) {
            let bytes = try arguments.decode([UInt8].self)
            try arguments.finish()
            guard bytes.count <= RuntimeInterface.logLimitBytes else { return .malformedArguments }
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
}

extension HandlerRun.Answer? {
    /// Hands the answer to the enclave; false if there is none.
    fileprivate func reply(on channel: HostChannel) -> Bool {
        guard let answer = self else { return false }
        channel.reply(answer.status, lengthBytes: answer.lengthBytes, piece: answer.piece)
        return true
    }
}
