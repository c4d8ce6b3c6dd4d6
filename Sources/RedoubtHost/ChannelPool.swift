internal import RedoubtControl
internal import Synchronization

/// Hands an enclave's channels to calls: one at a time each, in the order of the calls' coming.
final class ChannelPool: Sendable {
    private struct Waiter {
        let id: UInt64
        let continuation: CheckedContinuation<HostChannel, any Error>
    }

    private struct State {
        var free: [HostChannel] = []
        var waiters: [Waiter] = []
        var nextID: UInt64 = 0
        var stopReason: StopReason?
    }

    private let state = Mutex(State())

    /// Gives a channel back, to the call that has waited longest.
    func release(_ channel: HostChannel) {
        let waiter = state.withLock { state -> Waiter? in
            guard !state.waiters.isEmpty else {
                state.free.append(channel)
                return nil
            }
            return state.waiters.removeFirst()
        }
        waiter?.continuation.resume(returning: channel)
    }

    /// Takes a channel if one is free.
    ///
    /// - Throws: ``EnclaveError`` with `stopped`.
    func takeFree() throws -> HostChannel? {
        try state.withLock { state in
            if let reason = state.stopReason { throw EnclaveError.stopped(reason) }
            return state.free.popLast()
        }
    }

    /// Waits for a channel.
    ///
    /// - Throws: `CancellationError`, or ``EnclaveError`` with `stopped`, or `busy` at the deadline.
    nonisolated(nonsending) func waitForFree(
        until deadline: ContinuousClock.Instant,
        timeout: Duration
    ) async throws -> HostChannel {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        let timer = Task {
            try await Task.sleep(until: deadline)
            giveUp(id, Self.busy(timeout))
        }
        defer { timer.cancel() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enqueue(
                    Waiter(id: id, continuation: continuation),
                    until: deadline,
                    timeout: timeout
                )
            }
        } onCancel: {
            giveUp(id, CancellationError())
        }
    }

    /// Ends every wait, and refuses those to come.
    func stop(_ reason: StopReason) {
        let waiters = state.withLock { state in
            state.stopReason = reason
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.continuation.resume(throwing: EnclaveError.stopped(reason)) }
    }

    private func enqueue(
        _ waiter: Waiter,
        until deadline: ContinuousClock.Instant,
        timeout: Duration
    ) {
        let outcome = state.withLock { state -> Result<HostChannel, any Error>? in
            // A cancellation or a deadline that came before the lock was taken has found no waiter to give
            // up; one that comes later will.
            if Task.isCancelled { return .failure(CancellationError()) }
            if let reason = state.stopReason { return .failure(EnclaveError.stopped(reason)) }
            if let channel = state.free.popLast() { return .success(channel) }
            if ContinuousClock.now >= deadline { return .failure(Self.busy(timeout)) }
            state.waiters.append(waiter)
            return nil
        }
        if let outcome { waiter.continuation.resume(with: outcome) }
    }

    private static func busy(_ timeout: Duration) -> EnclaveError {
        EnclaveError(
            .busy,
            "all threads of the enclave were busy for \(timeout): declare more threads, or call less"
        )
    }

    private func giveUp(_ id: UInt64, _ error: any Error) {
        let waiter = state.withLock { state -> Waiter? in
            if let index = state.waiters.firstIndex(where: { $0.id == id }) {
                return state.waiters.remove(at: index)
            }
            return nil
        }
        waiter?.continuation.resume(throwing: error)
    }
}
