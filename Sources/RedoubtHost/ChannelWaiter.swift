internal import RedoubtControl
internal import Synchronization

/// Waits for an enclave thread's message on a thread of its own, when a call's spin was not enough.
///
/// A call that is cancelled leaves its channel behind, in the middle of a conversation. The waiter goes on
/// waiting, and hands the conversation over when the enclave's next message is there.
final class ChannelWaiter: Sendable {
    enum Outcome: Sendable {
        case message
        case timedOut
        case stopped
        case cancelled
    }

    private struct Job {
        let deadline: ContinuousClock.Instant
        let abandoned: Abandoned
        /// Gone once the call was cancelled.
        var continuation: CheckedContinuation<Outcome, Never>?
    }

    private struct State {
        var job: Job?
        /// Whether the call was cancelled before it came to wait.
        var isCancelled = false
        var hasThread = false
    }

    private let channel: HostChannel
    private let signal = Signal()
    private let hasEnded = Signal()
    private let state = Mutex(State())
    private let isStopped = Atomic<Bool>(false)

    /// Takes over the conversation of a cancelled call, at the enclave's next message; or learns that there
    /// was none in time.
    typealias Abandoned = @Sendable (_ outcome: Outcome) -> Void

    init(_ channel: HostChannel) {
        self.channel = channel
    }

    /// Waits until the enclave hands a message over.
    nonisolated(nonsending) func wait(
        until deadline: ContinuousClock.Instant,
        abandoned: @escaping Abandoned
    ) async -> Outcome {
        state.withLock { $0.isCancelled = false }
        // What the thread has done with the channel comes before what the call does with it. A thread sanitizer takes
        // that from the lock; it misses a continuation that is resumed before it is awaited.
        defer { state.withLock { _ in } }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let wasCancelled = state.withLock { state in
                    let isCancelled = state.isCancelled
                    state.job = Job(
                        deadline: deadline,
                        abandoned: abandoned,
                        continuation: isCancelled ? nil : continuation
                    )
                    return isCancelled
                }
                if wasCancelled { continuation.resume(returning: .cancelled) }
                if isStopped.load(ordering: .sequentiallyConsistent) { return finish(.stopped) }
                startThread()
            }
        } onCancel: {
            let continuation = state.withLock { state in
                let continuation = state.job?.continuation
                state.job?.continuation = nil
                state.isCancelled = true
                return continuation
            }
            continuation?.resume(returning: .cancelled)
        }
    }

    /// Ends the thread, and what it waits for.
    func stop() {
        isStopped.store(true, ordering: .sequentiallyConsistent)
        channel.wakeForStop()
        signal.notify()
    }

    private func startThread() {
        let starts = state.withLock { state in
            defer { state.hasThread = true }
            return !state.hasThread
        }
        guard starts else { return signal.notify() }
        do throws(SystemError) {
            try SystemThread.start { [self] in run() }
            signal.notify()
        } catch {
            // Without a thread nobody would ever answer: the call ends as if the time were over.
            state.withLock { $0.hasThread = false }
            finish(.timedOut)
        }
    }

    private func run() {
        while !isStopped.load(ordering: .sequentiallyConsistent) {
            signal.wait()
            serveJob()
        }
        finish(.stopped)
        hasEnded.notify()
    }

    /// Waits for the end of the thread, after ``stop()``.
    func join() {
        // Again and again: an enclave that was still running may have undone the first wake.
        while state.withLock({ $0.hasThread }), !hasEnded.wait(timeoutNanoseconds: 10_000_000) {
            channel.wakeForStop()
            signal.notify()
        }
    }

    private func serveJob() {
        guard let deadline = state.withLock({ $0.job?.deadline }) else { return }
        while true {
            if isStopped.load(ordering: .sequentiallyConsistent) { return finish(.stopped) }
            let left = ContinuousClock.now.duration(to: deadline)
            if left <= .zero { return finish(.timedOut) }
            guard channel.sleep(timeoutNanoseconds: left.nanoseconds) else { continue }
            if isStopped.load(ordering: .sequentiallyConsistent) { return finish(.stopped) }
            return finish(.message)
        }
    }

    private func finish(_ outcome: Outcome) {
        let job = state.withLock { state in
            let job = state.job
            state.job = nil
            return job
        }
        guard let job else { return }
        if let continuation = job.continuation {
            continuation.resume(returning: outcome)
        } else {
            job.abandoned(outcome)
        }
    }
}

extension Duration {
    /// Whole nanoseconds, at most what 64 bits hold.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow
            ? .max : whole.addingReportingOverflow(attoseconds / 1_000_000_000).partialValue
    }
}
