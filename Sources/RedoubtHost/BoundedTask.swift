internal import Synchronization

/// Work that runs code of the host's author, without trusting it to come to an end.
///
/// It begins at once, on this thread. If it does not suspend, nobody waits for anything, and no thread is woken.
final class BoundedTask<Value: Sendable>: Sendable {
    private enum State {
        case running
        case awaited(CheckedContinuation<Result<Value, any Error>?, Never>)
        case over(Result<Value, any Error>?)
    }

    private let state = Mutex(State.running)

    private init() {}

    /// Runs `body`, which is cancelled with the calling task.
    ///
    /// - Returns: nil if it is not over at the deadline: then it is cancelled, and nobody waits for it.
    nonisolated(nonsending) static func run(
        until deadline: ContinuousClock.Instant,
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value? {
        let run = BoundedTask()
        let task = Task.immediate {
            do {
                run.end(.success(try await body()))
            } catch {
                run.end(.failure(error))
            }
        }
        if case .over(let result) = run.state.withLock({ $0 }) { return try result?.get() }
        let timer = Task {
            try await Task.sleep(until: deadline)
            run.end(nil)
            task.cancel()
        }
        defer { timer.cancel() }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { run.await($0) }
        } onCancel: {
            task.cancel()
        }
        return try result?.get()
    }

    private func await(_ continuation: CheckedContinuation<Result<Value, any Error>?, Never>) {
        let result = state.withLock { state -> Result<Value, any Error>?? in
            if case .over(let result) = state { return .some(result) }
            state = .awaited(continuation)
            return nil
        }
        if let result { continuation.resume(returning: result) }
    }

    private func end(_ result: Result<Value, any Error>?) {
        let continuation = state.withLock {
            state -> CheckedContinuation<Result<Value, any Error>?, Never>? in
            switch state {
            case .over: return nil
            case .running:
                state = .over(result)
                return nil
            case .awaited(let continuation):
                state = .over(result)
                return continuation
            }
        }
        continuation?.resume(returning: result)
    }
}
