internal import CRedoubtABI
public import RedoubtABI
internal import RedoubtControl
internal import Synchronization

extension EnclaveCore {
    /// Begins a call: hands the arguments over if a channel is free, and looks for the answer as long as that is
    /// worth while.
    ///
    /// All of a call whose answer comes soon happens here, on the caller's thread and in no task's frame. Nothing
    /// depends on the types that cross, so nothing of them is looked up at run time.
    @usableFromInline
    func begin(
        _ method: InterfaceMethod,
        arguments: (inout WireEncoder) throws(WireError) -> Void
    ) throws -> CallProgress {
        try Task.checkCancellation()
        // Who is in no handler cannot come back from one: most calls need not ask the task.
        if servingCount.load(ordering: .relaxed) != 0 { try checkReentry(method) }
        if ThreadTurn.isOver() { return .waitsForTurn }
        guard let index = try pool.takeFree() else { return .waitsForChannel }
        // SAFETY: the enclave keeps its channels. To count the reference would take a tenth of a call.
        var progress = CallProgress.waitsForChannel
        try unsafe Unmanaged.passUnretained(channels[index])._withUnsafeGuaranteedRef {
            progress = try begin(method, on: $0, arguments: arguments)
        }
        return progress
    }

    private func begin(
        _ method: InterfaceMethod,
        on channel: HostChannel,
        arguments: (inout WireEncoder) throws(WireError) -> Void
    ) throws -> CallProgress {
        // A call that is answered at once does not read the clock.
        guard let message = try exchange(method, on: channel, arguments: arguments) else {
            return .waitsForMessage(SentCall(channel: channel.index))
        }
        guard message.kind != REDOUBT_MESSAGE_OCALL.rawValue else {
            return .serves(SentCall(channel: channel.index, message: message))
        }
        return .answered(CallAnswer(message, to: method, on: channel, of: self))
    }

    /// Goes on with a call that was begun: waits, and serves the enclave's own calls.
    @usableFromInline
    nonisolated(nonsending) func finish(
        _ progress: consuming CallProgress,
        _ method: InterfaceMethod,
        timeout: Duration,
        streams: CallStreams? = nil,
        arguments: (inout WireEncoder) throws(WireError) -> Void
    ) async throws -> CallAnswer {
        let deadline = ContinuousClock.now + timeout
        let channel: HostChannel
        var message: redoubt_message?
        switch consume progress {
        case .answered(let answer): return answer
        case .serves(let call): (channel, message) = (channels[call.channel], call.message)
        case .waitsForMessage(let call): channel = channels[call.channel]
        case .waitsForTurn:
            channel = try await takeChannelInTurn(until: deadline, timeout: timeout)
            message = try exchange(method, on: channel, arguments: arguments)
        case .waitsForChannel:
            channel = channels[try await pool.waitForFree(until: deadline, timeout: timeout)]
            message = try exchange(method, on: channel, arguments: arguments)
        }
        if message == nil { try await wait(on: channel, until: deadline) }
        var last = try message ?? receive(on: channel)
        if last.kind == REDOUBT_MESSAGE_OCALL.rawValue {
            last = try await converse(last, on: channel, streams, until: deadline)
        }
        let answer = CallAnswer(last, to: method, on: channel, of: self)
        if let error = streams?.failure {
            answer.didFail()
            throw error
        }
        return answer
    }

    /// Hands the arguments over, and looks for the enclave's message as long as that is worth while.
    private func exchange(
        _ method: InterfaceMethod,
        on channel: HostChannel,
        arguments: (inout WireEncoder) throws(WireError) -> Void
    ) throws -> redoubt_message? {
        try send(method, on: channel, arguments: arguments)
        return channel.spin(isCrowded: pool.isCrowded) ? try receive(on: channel) : nil
    }

    /// Lets other tasks go first, and takes a channel.
    nonisolated(nonsending) private func takeChannelInTurn(
        until deadline: ContinuousClock.Instant,
        timeout: Duration
    ) async throws -> HostChannel {
        await Task.yield()
        try Task.checkCancellation()
        // An enclave is ended if a call has not been answered at its deadline, so none is sent then.
        guard ContinuousClock.now < deadline else {
            throw EnclaveError(
                .busy,
                "other tasks of this process left the call no time within \(timeout): give it a later deadline, or "
                    + "keep fewer of them busy"
            )
        }
        if let free = try pool.takeFree() { return channels[free] }
        return channels[try await pool.waitForFree(until: deadline, timeout: timeout)]
    }

    private func send(
        _ method: InterfaceMethod,
        on channel: HostChannel,
        arguments: (inout WireEncoder) throws(WireError) -> Void
    ) throws {
        channel.counters?.begin(isEnclaveAsleep: channel.isEnclaveAsleep)
        do throws(WireError) {
            try channel.send(
                REDOUBT_MESSAGE_ECALL,
                interface: method.interface.rawValue,
                method: method.index,
                patience: pool.isCrowded ? REDOUBT_PATIENCE_SHORT : REDOUBT_PATIENCE_USUAL,
                payload: arguments
            )
        } catch {
            channel.counters?.fail()
            channel.counters?.end()
            pool.release(channel.index)
            throw EnclaveError(
                .argumentsTooLarge,
                "the arguments of \(method.name) do not fit into a message of "
                    + "\(description.payloadBytes) bytes, or are nested deeper than "
                    + "\(WireLimits.maximumDepth): declare a larger channelBytes, or send them in parts"
            )
        }
    }

    private func checkReentry(_ method: InterfaceMethod) throws {
        if !options.allowsReentry, Self.serving.contains(ObjectIdentifier(self)) {
            throw EnclaveError(
                .reentrantCall,
                "\(method.name) was called by a handler of a call from the same enclave: set "
                    + "allowsReentry at launch if that is meant, and declare a thread more"
            )
        }
    }

    nonisolated(nonsending) private func wait(
        on channel: HostChannel,
        until deadline: ContinuousClock.Instant
    ) async throws {
        channel.counters?.beginSleep()
        switch await waitForMessage(on: channel, until: deadline) {
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
        servingCount.add(1, ordering: .sequentiallyConsistent)
        defer { servingCount.subtract(1, ordering: .sequentiallyConsistent) }
        let last = try await BoundedTask.run(until: deadline) { [self] in
            try await Self.$serving.withValue(Self.serving + [ObjectIdentifier(self)]) {
                var message = first
                var count: UInt8 = 0
                while message.kind == REDOUBT_MESSAGE_OCALL.rawValue {
                    // An enclave that calls its host again and again must not evade the deadline. To read the clock
                    // each time would take a good part of a call.
                    count = (count &+ 1) % 64
                    guard count != 1 || ContinuousClock.now < deadline else {
                        stop(.deadlineExceeded)
                        throw stoppedError
                    }
                    if ThreadTurn.isOver() { await Task.yield() }
                    await serve(message, on: channel, streams: streams)
                    // A call that was cancelled while it served one of the enclave's leaves at the wait.
                    if Task.isCancelled || !channel.spin(isCrowded: pool.isCrowded) {
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
            CallAnswer(message, to: nil, on: channel, of: self).didFail()
        } catch {
            // The enclave has been stopped.
        }
    }
}
