internal import RedoubtABI
internal import Synchronization

/// Code of the host's author that answers an enclave, run without trusting it to come to an end.
///
/// It begins at once, on this thread. If it does not suspend, that is all: no lock is waited for, no thread is woken.
final class HandlerRun: Sendable {
    /// What is handed to the enclave, when it has been written.
    struct Answer: Sendable {
        let status: CallStatus
        var lengthBytes = 0
        var piece = StreamPiece.end
    }

    private enum State {
        case running
        case awaited(CheckedContinuation<Answer?, Never>)
        case over(Answer?)
    }

    private let state = Mutex(State.running)

    private init() {}

    /// Runs `body`.
    ///
    /// - Returns: nil if it is still not over at the deadline: then it is cancelled, and nobody waits for it.
    nonisolated(nonsending) static func run(
        until deadline: ContinuousClock.Instant,
        _ body: @escaping @Sendable () async -> Answer
    ) async -> Answer? {
        let run = HandlerRun()
        let task = Task.immediate { run.end(await body()) }
        if case .over(let answer) = run.state.withLock({ $0 }) { return answer }
        let timer = Task {
            try await Task.sleep(until: deadline)
            run.end(nil)
            task.cancel()
        }
        defer { timer.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { run.await($0) }
        } onCancel: {
            task.cancel()
        }
    }

    private func await(_ continuation: CheckedContinuation<Answer?, Never>) {
        let answer = state.withLock { state -> Answer?? in
            if case .over(let answer) = state { return .some(answer) }
            state = .awaited(continuation)
            return nil
        }
        if let answer { continuation.resume(returning: answer) }
    }

    private func end(_ answer: Answer?) {
        let continuation = state.withLock { state -> CheckedContinuation<Answer?, Never>? in
            switch state {
            case .over: return nil
            case .running:
                state = .over(answer)
                return nil
            case .awaited(let continuation):
                state = .over(answer)
                return continuation
            }
        }
        continuation?.resume(returning: answer)
    }
}
