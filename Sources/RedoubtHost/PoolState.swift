internal import Synchronization

/// What a pool has, and who waits for it.
final class PoolState: Sendable {
    private struct Waiter {
        let id: UInt64
        let continuation: CheckedContinuation<Enclave, any Error>
    }

    private struct State {
        var ready: [Enclave] = []
        /// Enclaves that exist, or come to be: ready, lent, being launched, reset or ended.
        var count = 0
        var waiters: [Waiter] = []
        var nextID: UInt64 = 0
        var isClosed = false
        var observers: [CheckedContinuation<Void, Never>] = []
    }

    private let size: Int
    private let waitingLimit: Int
    private let launch: @Sendable () async throws -> Enclave
    private let state = Mutex(State())

    init(
        size: Int,
        waitingLimit: Int,
        launch: @escaping @Sendable () async throws -> Enclave
    ) {
        self.size = size
        self.waitingLimit = waitingLimit
        self.launch = launch
    }

    var readyCount: Int { state.withLock { $0.ready.count } }

    /// Launches what is missing, in the background.
    func fill() {
        let missing = state.withLock { state in
            guard !state.isClosed else { return 0 }
            defer { state.count = size }
            return size - state.count
        }
        guard missing > 0 else { return }
        // One after the other: they would only slow each other down, and whoever has an enclave.
        Task {
            for left in (0..<missing).reversed() {
                if state.withLock({ $0.isClosed }) { return forget(left + 1) }
                guard await launchOne() else { return forget(left) }
            }
        }
    }

    /// Takes an enclave that is ready, or waits for one.
    nonisolated(nonsending) func take() async throws -> Enclave {
        try Task.checkCancellation()
        let ready = try state.withLock { state in
            guard !state.isClosed else { throw Self.closed }
            return state.waiters.isEmpty ? state.ready.popLast() : nil
        }
        if let ready {
            if ready.stopReason == nil { return ready }
            // It has ended by itself since it was launched.
            replace(ready)
        }
        return try await wait()
    }

    nonisolated(nonsending) private func wait() async throws -> Enclave {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enqueue(Waiter(id: id, continuation: continuation))
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0) }
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    private func enqueue(_ waiter: Waiter) {
        var isShort = false
        let outcome = state.withLock { state -> Result<Enclave, any Error>? in
            // A cancellation that came before the lock was taken has found no waiter.
            if Task.isCancelled { return .failure(CancellationError()) }
            if state.isClosed { return .failure(Self.closed) }
            if state.waiters.isEmpty, let ready = state.ready.popLast() { return .success(ready) }
            guard state.waiters.count < waitingLimit else {
                return .failure(
                    EnclaveError(
                        .busy,
                        "\(waitingLimit) callers wait for an enclave of the pool already: make it larger, or "
                            + "call less"
                    )
                )
            }
            state.waiters.append(waiter)
            // A launch that failed leaves the pool short until somebody needs it.
            isShort = state.count < size
            return nil
        }
        if isShort { fill() }
        if let outcome { waiter.continuation.resume(with: outcome) }
    }

    /// Takes an enclave back from its tenant: puts it back to its start, or replaces it, in the background.
    func giveBack(_ enclave: Enclave) {
        Task {
            do {
                if state.withLock({ $0.isClosed }) { throw Self.closed }
                try await enclave.reset()
                handOver(enclave)
            } catch {
                await replaceNow(enclave)
            }
        }
    }

    private func replace(_ enclave: Enclave) {
        Task { await replaceNow(enclave) }
    }

    private func replaceNow(_ enclave: Enclave) async {
        await enclave.terminate()
        if state.withLock({ $0.isClosed }) { forget(1) } else { _ = await launchOne() }
    }

    /// Launches one of those that are counted already; false if that fails.
    private func launchOne() async -> Bool {
        do {
            handOver(try await launch())
            return true
        } catch {
            let waiters = state.withLock { state in
                defer { state.waiters = [] }
                return state.waiters
            }
            forget(1)
            // Each of them would meet the same.
            for waiter in waiters { waiter.continuation.resume(throwing: error) }
            return false
        }
    }

    /// Gives an enclave in its first state to whoever has waited longest.
    private func handOver(_ enclave: Enclave) {
        let (waiter, isClosed) = state.withLock { state -> (Waiter?, Bool) in
            if state.isClosed { return (nil, true) }
            if !state.waiters.isEmpty { return (state.waiters.removeFirst(), false) }
            state.ready.append(enclave)
            return (nil, false)
        }
        waiter?.continuation.resume(returning: enclave)
        if isClosed { replace(enclave) }
    }

    /// No longer counts enclaves that are gone, or never came to be.
    private func forget(_ count: Int) {
        let observers = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.count -= count
            guard state.isClosed, state.count == 0 else { return [] }
            defer { state.observers = [] }
            return state.observers
        }
        for observer in observers { observer.resume() }
    }

    func close() {
        let (ready, waiters) = state.withLock { state in
            state.isClosed = true
            defer {
                state.ready = []
                state.waiters = []
            }
            return (state.ready, state.waiters)
        }
        for waiter in waiters { waiter.continuation.resume(throwing: Self.closed) }
        for enclave in ready { replace(enclave) }
    }

    nonisolated(nonsending) func waitForEnd() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.count > 0 { state.observers.append(continuation) }
                return state.count == 0
            }
            if isOver { continuation.resume() }
        }
    }

    private static let closed = EnclaveError(
        .poolClosed,
        "the pool was closed: make another one"
    )
}
