internal import CRedoubtABI
internal import RedoubtABI

extension EnclaveCore {
    /// Answers one of the enclave's own calls.
    nonisolated(nonsending) func serve(
        _ message: redoubt_message,
        on channel: HostChannel,
        streams: CallStreams?
    ) async {
        if message.interface == RuntimeInterface.fingerprint.rawValue {
            return await serveRuntime(message, on: channel, streams: streams)
        }
        var reply = unsafe channel.makeEncoder()
        var status = CallStatus.malformedArguments
        if let handler = handlers[message.interface] {
            channel.counters?.countHostCall()
            if var arguments = channel.payload(of: message) {
                if let observer {
                    status = await observer.observe(handler, message.method) {
                        await handler.dispatch(message.method, &arguments, &reply)
                    }
                } else {
                    status = await handler.dispatch(message.method, &arguments, &reply)
                }
            }
        } else {
            status = .unknownInterface
        }
        channel.reply(status, lengthBytes: reply.count)
    }

    /// Answers the enclave's runtime: what it prints, and the streams of the call.
    nonisolated(nonsending) private func serveRuntime(
        _ message: redoubt_message,
        on channel: HostChannel,
        streams: CallStreams?
    ) async {
        var reply = unsafe channel.makeEncoder()
        switch (message.method, streams) {
        case (RuntimeInterface.log.index, _):
            let status = log(message, on: channel, &reply)
            channel.reply(status, lengthBytes: reply.count)
        case (RuntimeInterface.readStream.index, let streams?):
            let (status, piece) = await streams.read(message.detail, into: &reply)
            channel.reply(status, lengthBytes: reply.count, piece: piece)
        case (RuntimeInterface.writeStream.index, let streams?):
            guard var arguments = channel.payload(of: message),
                let written = streams.copy(message.detail, &arguments)
            else { return channel.reply(.handlerFailed, lengthBytes: 0) }
            // The enclave goes on while the caller takes the piece.
            channel.reply(.value, lengthBytes: 0)
            await streams.deliver(written)
        default:
            channel.reply(.unknownMethod, lengthBytes: 0)
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
