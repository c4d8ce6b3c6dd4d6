internal import Glibc
internal import Synchronization

/// Counts the calls of one channel in the enclave's statistics page.
///
/// Used by the call that has the channel, and by nobody else at the same time: so no operation but a store is needed.
/// The numbers are kept here; the page only gets copies.
///
/// To read the clock for each call would cost too much. A call to an enclave that is awake is measured each sixteenth
/// time, and then counts as sixteen; one to a sleeping enclave always is, and counts once. Both are decided before the
/// call is made, so neither is favoured.
@safe
final class CallCounters: @unchecked Sendable {
    private static let interval: UInt64 = 16

    private let words: UnsafeMutablePointer<Atomic<UInt64>>
    /// Keeps the memory.
    private let page: StatisticsPage
    private var calls: UInt64 = 0
    private var failures: UInt64 = 0
    private var sleeps: UInt64 = 0
    private var hostCalls: UInt64 = 0
    private var latencies = [UInt64](repeating: 0, count: LatencyScale.bucketCount)
    private var startNanoseconds: UInt64 = 0
    /// For how many calls the running one stands; 0 if it is not measured.
    private var weight: UInt64 = 0

    init(_ words: UnsafeMutablePointer<Atomic<UInt64>>, in page: StatisticsPage) {
        unsafe self.words = words
        self.page = page
    }

    /// A call begins.
    func begin(isEnclaveAsleep: Bool) {
        store(StatisticsLayout.State.calling.rawValue, StatisticsLayout.stateWord)
        if isEnclaveAsleep {
            weight = 1
        } else if calls % Self.interval == 0 {
            weight = Self.interval
        } else {
            weight = 0
            return
        }
        startNanoseconds = Self.now()
    }

    /// The call's task sleeps until the enclave has something to say.
    func beginSleep() {
        sleeps &+= 1
        store(sleeps, StatisticsLayout.sleepsWord)
        store(StatisticsLayout.State.waiting.rawValue, StatisticsLayout.stateWord)
    }

    /// The task goes on.
    func endSleep() {
        store(StatisticsLayout.State.calling.rawValue, StatisticsLayout.stateWord)
    }

    /// The enclave has called its host.
    func countHostCall() {
        hostCalls &+= 1
        store(hostCalls, StatisticsLayout.hostCallsWord)
    }

    /// The call is over.
    func end(hasFailed: Bool) {
        calls &+= 1
        store(calls, StatisticsLayout.callsWord)
        if hasFailed {
            failures &+= 1
            store(failures, StatisticsLayout.failuresWord)
        }
        if weight != 0 { record() }
        store(StatisticsLayout.State.idle.rawValue, StatisticsLayout.stateWord)
    }

    @inline(never)
    private func record() {
        let time = Self.now() &- startNanoseconds
        let bucket = LatencyScale.bucket(ofNanoseconds: time)
        latencies[bucket] &+= weight
        store(latencies[bucket], StatisticsLayout.latenciesWord + bucket)
    }

    private func store(_ value: UInt64, _ word: Int) {
        // SAFETY: all words lie in the channel's block, which `page` keeps mapped, and are only ever atomic.
        unsafe words[word].store(value, ordering: .relaxed)
    }

    private static func now() -> UInt64 {
        var time = timespec()
        // It cannot fail: the clock is one that every kernel has.
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }
}
