internal import Synchronization

/// Lets one task wait until the monitor has put the enclave back.
final class ResetWait: Sendable {
    private struct State {
        var isBusy = false
        var isOver = false
        var waiter: CheckedContinuation<Bool, Never>?
    }

    private let state = Mutex(State())

    /// Begins a reset; false if one runs.
    func begin() -> Bool {
        state.withLock { state in
            defer { state.isBusy = true }
            return !state.isBusy
        }
    }

    /// Ends what ``begin()`` began.
    func end() { state.withLock { $0.isBusy = false } }

    /// Waits for the monitor.
    ///
    /// - Parameter ask: asks it, once its answer can be heard.
    /// - Returns: whether it has put the enclave back; false if the enclave has ended.
    nonisolated(nonsending) func wait(_ ask: () -> Void) async -> Bool {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if !state.isOver { state.waiter = continuation }
                return state.isOver
            }
            if isOver { continuation.resume(returning: false) } else { ask() }
        }
    }

    /// Says that the enclave was put back; or, with false, that it has ended.
    func finish(_ isReset: Bool) {
        let waiter = state.withLock { state in
            if !isReset { state.isOver = true }
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(returning: isReset)
    }
}
