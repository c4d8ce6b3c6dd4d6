internal import Synchronization

/// Where a call leaves a piece of a stream for another task to take: one at a time.
final class PieceExchange: Sendable {
    private struct State {
        var piece: [UInt8]?
        var end: Result<[UInt8]?, any Error>?
        var isAbandoned = false
        var taker: CheckedContinuation<[UInt8]?, any Error>?
        var putter: CheckedContinuation<Void, any Error>?
    }

    private let state = Mutex(State())

    /// Leaves a piece, once the one before it has been taken.
    ///
    /// - Throws: `CancellationError`, also if nobody will take it.
    func put(_ piece: [UInt8]) async throws {
        try await waitUntilTaken()
        let taker = try state.withLock { state in
            if state.isAbandoned { throw CancellationError() }
            defer { state.taker = nil }
            if state.taker == nil { state.piece = piece }
            return state.taker
        }
        taker?.resume(returning: piece)
    }

    private func waitUntilTaken() async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation {
                (continuation: CheckedContinuation<Void, any Error>) in
                let outcome = state.withLock { state -> Result<Void, any Error>? in
                    if state.isAbandoned || Task.isCancelled {
                        return .failure(CancellationError())
                    }
                    if state.piece == nil { return .success(()) }
                    state.putter = continuation
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            takePutter()?.resume(throwing: CancellationError())
        }
    }

    /// Takes the next piece, or waits for it; nil at the end.
    func take() async throws -> [UInt8]? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let (outcome, putter) = state.withLock { state in
                    defer { state.piece = nil }
                    let outcome: Result<[UInt8]?, any Error>? =
                        if let piece = state.piece { .success(piece) } else if Task.isCancelled {
                            .failure(CancellationError())
                        } else { state.end }
                    if outcome == nil { state.taker = continuation }
                    defer { state.putter = nil }
                    return (outcome, state.putter)
                }
                putter?.resume()
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            let taker = state.withLock { state in
                defer { state.taker = nil }
                return state.taker
            }
            taker?.resume(throwing: CancellationError())
        }
    }

    /// No piece comes any more.
    func finish(_ outcome: Result<Void, any Error>) {
        let end = outcome.map { nil as [UInt8]? }
        let taker = state.withLock { state in
            state.end = end
            defer { state.taker = nil }
            return state.taker
        }
        taker?.resume(with: end)
    }

    /// Nobody takes any piece any more.
    func abandon() {
        state.withLock { $0.isAbandoned = true }
        takePutter()?.resume(throwing: CancellationError())
    }

    private func takePutter() -> CheckedContinuation<Void, any Error>? {
        state.withLock { state in
            defer { state.putter = nil }
            return state.putter
        }
    }
}
