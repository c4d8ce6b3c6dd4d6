internal import CRedoubtABI
internal import Glibc
internal import RedoubtABI
internal import RedoubtControl
internal import Synchronization

/// What a running enclave consists of in its host.
///
/// Shared by the ``Enclave`` and by the enclave's thread.
@usableFromInline
final class EnclaveCore: Sendable {
    let description: LaunchedEnclave
    let options: LaunchOptions
    let monitor: MonitorProcess
    let memory: ChannelMemory
    let channels: [HostChannel]
    let waiters: [ChannelWaiter]
    let pool: ChannelPool
    /// What others may read of the enclave's calls; nil if nothing is to be had of them.
    let statistics: StatisticsPage?
    /// What the enclave's calls and its end are reported to; nil if to nothing.
    let observer: EnclaveObserver?
    let handlers: [UInt64: any OCALLDispatcher]
    private let locator: FaultLocator
    let isStopped = Atomic<Bool>(false)
    let resets = ResetWait()
    /// How many calls' handlers are at work.
    let servingCount = Atomic<Int>(0)
    private let ending: Mutex<Ending>

    private struct Ending {
        var reason: StopReason?
        var isOver = false
        var observers: [CheckedContinuation<Void, Never>] = []
    }

    /// The enclaves whose calls to the host are being served by the current task.
    @TaskLocal static var serving: [ObjectIdentifier] = []

    init(
        _ description: LaunchedEnclave,
        monitor: MonitorProcess,
        memory: ChannelMemory,
        options: LaunchOptions,
        symbols: SymbolFile,
        statistics: StatisticsPage?,
        observer: EnclaveObserver?
    ) {
        self.description = description
        self.monitor = monitor
        self.memory = memory
        self.options = options
        self.statistics = statistics
        self.observer = observer
        locator = FaultLocator(symbols: symbols)
        channels = (0..<description.threadCount).map {
            HostChannel(
                memory,
                index: $0,
                spinLimit: SpinCalibration.looks(in: options.spinTime),
                statistics: statistics
            )
        }
        waiters = channels.map { ChannelWaiter($0) }
        pool = ChannelPool(channelCount: channels.count, waiterLimit: options.waitingCallLimit)
        self.ending = Mutex(Ending())
        var handlers: [UInt64: any OCALLDispatcher] = [:]
        for handler in options.handlers {
            handlers[type(of: handler).fingerprint.rawValue] = handler
        }
        self.handlers = handlers
    }

    /// Waits for the enclave's next message; a conversation whose call is cancelled meanwhile is brought to its end.
    nonisolated(nonsending) func waitForMessage(
        on channel: HostChannel,
        until deadline: ContinuousClock.Instant
    ) async -> ChannelWaiter.Outcome {
        await waiters[channel.index].wait(until: deadline) { [self] outcome in
            switch outcome {
            case .message: Task { await conclude(channel, until: deadline) }
            case .timedOut: stop(.deadlineExceeded)
            case .stopped, .cancelled: break
            }
        }
    }

    /// Waits until all threads of the enclave serve calls.
    nonisolated(nonsending) func waitUntilReady(
        until deadline: ContinuousClock.Instant
    ) async throws {
        for channel in channels {
            if !channel.spin(isCrowded: pool.isCrowded) {
                switch await waitForMessage(on: channel, until: deadline) {
                case .message: break
                case .cancelled: throw CancellationError()
                case .stopped: throw stoppedError
                case .timedOut:
                    stop(.deadlineExceeded)
                    throw EnclaveError(
                        .launchTimedOut,
                        "the enclave did not come to serve calls within \(options.launchTimeout): end its main "
                            + "with Enclave.serve(_:), or raise launchTimeout"
                    )
                }
            }
            if isStopped.load(ordering: .sequentiallyConsistent) { throw stoppedError }
            guard channel.receive().kind == REDOUBT_MESSAGE_READY.rawValue else {
                stop(.monitorFailed("the enclave's first message is malformed"))
                throw stoppedError
            }
            pool.release(channel.index)
        }
    }

    /// Follows the enclave to its end.
    ///
    /// Blocks the thread until no process and no descriptor is left of it.
    func follow() {
        while true {
            switch monitor.nextNotice() {
            case .reset:
                resets.finish(true)
                continue
            case .stopped(let reason): stop(located(reason))
            }
            break
        }
        monitor.reap()
        for waiter in waiters { waiter.join() }
        statistics?.remove()
        observer?.didEnd(stopReason ?? .monitorLost)
        let observers = ending.withLock { ending in
            ending.isOver = true
            defer { ending.observers = [] }
            return ending.observers
        }
        for observer in observers { observer.resume() }
    }

    /// With the place of a fault in the source, unless the enclave has ended for another reason.
    ///
    /// Blocks the thread, before any call hears of the fault: all are to hear the same.
    private func located(_ reason: StopReason) -> StopReason {
        guard case .fault(let fault) = reason, stopReason == nil else { return reason }
        return .fault(locator.locate(fault))
    }

    /// Ends the enclave, for the given reason unless it has ended for another.
    ///
    /// Does not block.
    func stop(_ reason: StopReason) {
        let isFirst = ending.withLock { ending in
            guard ending.reason == nil else { return false }
            ending.reason = reason
            return true
        }
        guard isFirst else { return }
        isStopped.store(true, ordering: .sequentiallyConsistent)
        monitor.end()
        pool.stop(reason)
        for waiter in waiters { waiter.stop() }
        resets.finish(false)
    }

    /// Waits until nothing of the enclave is left.
    nonisolated(nonsending) func waitForEnd() async {
        await withCheckedContinuation { continuation in
            let isOver = ending.withLock { ending in
                if !ending.isOver { ending.observers.append(continuation) }
                return ending.isOver
            }
            if isOver { continuation.resume() }
        }
    }

    var stopReason: StopReason? { ending.withLock { $0.reason } }

    var stoppedError: EnclaveError { .stopped(stopReason ?? .monitorLost) }
}
