internal import Glibc
internal import RedoubtControl
internal import Synchronization

/// Hands an enclave's channels to calls: one at a time each, in the order of the calls' coming.
///
/// While no call waits, taking a channel and giving it back takes no lock. A channel is its index here: a reference
/// would be counted up and down with every call.
final class ChannelPool: Sendable {
    private struct Waiter {
        let id: UInt64
        let continuation: CheckedContinuation<Int, any Error>
    }

    private struct State {
        var waiters: [Waiter] = []
        var nextID: UInt64 = 0
        var stopReason: StopReason?
    }

    private let channelCount: Int
    private let waiterLimit: Int
    /// A bit for each channel that nobody has.
    private let free = Atomic<UInt64>(0)
    /// How many waiters there are, and one more once the enclave has stopped: unless it is 0, `state` decides.
    private let detours = Atomic<Int>(0)
    private let state = Mutex(State())

    /// Makes a pool in which no channel is free yet.
    ///
    /// - Parameters:
    ///   - channelCount: 64 at the most.
    ///   - waiterLimit: how many calls may wait.
    init(channelCount: Int, waiterLimit: Int) {
        precondition(channelCount <= UInt64.bitWidth)
        self.channelCount = channelCount
        self.waiterLimit = waiterLimit
    }

    /// Whether the calls that run, and the enclave's threads that serve them, are more than the machine's processors.
    var isCrowded: Bool {
        let running = channelCount - free.load(ordering: .relaxed).nonzeroBitCount
        return 2 * running > Self.processorCount
    }

    private static let processorCount = sysconf(CInt(_SC_NPROCESSORS_ONLN))

    /// Gives a channel back, to the call that has waited longest.
    func release(_ channel: Int) {
        free.bitwiseOr(1 << UInt64(channel), ordering: .sequentiallyConsistent)
        // Whoever begins to wait is counted first and then looks for a free channel: one of the two always notices.
        if detours.load(ordering: .sequentiallyConsistent) != 0 { handOn() }
    }

    /// Hands a free channel to the call that has waited longest.
    ///
    /// Out of line, for what it needs to know of its types is looked up before anything else is done.
    @inline(never)
    private func handOn() {
        let handed = state.withLock { state -> (Waiter, Int)? in
            guard !state.waiters.isEmpty, let channel = popFree() else { return nil }
            return (removeWaiter(at: 0, &state), channel)
        }
        if let (waiter, channel) = handed { waiter.continuation.resume(returning: channel) }
    }

    /// Takes a channel if one is free and no call waits for one.
    ///
    /// - Throws: ``EnclaveError`` with `stopped`.
    func takeFree() throws -> Int? {
        if detours.load(ordering: .sequentiallyConsistent) == 0 { return popFree() }
        return try takeInTurn()
    }

    /// Takes a channel only if that passes no call by.
    @inline(never)
    private func takeInTurn() throws -> Int? {
        try state.withLock { state in
            if let reason = state.stopReason { throw EnclaveError.stopped(reason) }
            return state.waiters.isEmpty ? popFree() : nil
        }
    }

    private func popFree() -> Int? {
        var bits = free.load(ordering: .sequentiallyConsistent)
        while bits != 0 {
            let (exchanged, original) = free.compareExchange(
                expected: bits,
                desired: bits & (bits - 1),
                ordering: .sequentiallyConsistent
            )
            if exchanged { return bits.trailingZeroBitCount }
            bits = original
        }
        return nil
    }

    private func removeWaiter(at index: Int, _ state: inout State) -> Waiter {
        detours.subtract(1, ordering: .sequentiallyConsistent)
        return state.waiters.remove(at: index)
    }

    /// Waits for a channel.
    ///
    /// - Throws: `CancellationError`, or ``EnclaveError`` with `stopped`, or `busy` at the deadline, or if too many
    ///   wait already.
    nonisolated(nonsending) func waitForFree(
        until deadline: ContinuousClock.Instant,
        timeout: Duration
    ) async throws -> Int {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        let timer = Task {
            try await Task.sleep(until: deadline)
            giveUp(id, Self.busy(for: timeout))
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
            // The waiters' count becomes the one for good.
            detours.subtract(state.waiters.count - 1, ordering: .sequentiallyConsistent)
            return state.waiters
        }
        for waiter in waiters { waiter.continuation.resume(throwing: EnclaveError.stopped(reason)) }
    }

    private func enqueue(
        _ waiter: Waiter,
        until deadline: ContinuousClock.Instant,
        timeout: Duration
    ) {
        let outcome = state.withLock { state -> Result<Int, any Error>? in
            // A cancellation or a deadline that came before the lock was taken has found no waiter to give
            // up; one that comes later will.
            if Task.isCancelled { return .failure(CancellationError()) }
            if let reason = state.stopReason { return .failure(EnclaveError.stopped(reason)) }
            if ContinuousClock.now >= deadline { return .failure(Self.busy(for: timeout)) }
            guard state.waiters.count < waiterLimit else {
                return .failure(Self.busy(waiting: waiterLimit))
            }
            detours.add(1, ordering: .sequentiallyConsistent)
            state.waiters.append(waiter)
            guard state.waiters.count == 1, let channel = popFree() else { return nil }
            _ = removeWaiter(at: 0, &state)
            return .success(channel)
        }
        if let outcome { waiter.continuation.resume(with: outcome) }
    }

    private static func busy(for timeout: Duration) -> EnclaveError {
        EnclaveError(
            .busy,
            "all threads of the enclave were busy for \(timeout): declare more threads, or call less"
        )
    }

    private static func busy(waiting limit: Int) -> EnclaveError {
        EnclaveError(
            .busy,
            "\(limit) calls wait for a thread of the enclave already: call less, declare more threads, launch "
                + "another enclave, or raise waitingCallLimit"
        )
    }

    private func giveUp(_ id: UInt64, _ error: any Error) {
        let waiter = state.withLock { state -> Waiter? in
            guard let index = state.waiters.firstIndex(where: { $0.id == id }) else { return nil }
            return removeWaiter(at: index, &state)
        }
        waiter?.continuation.resume(throwing: error)
    }
}
