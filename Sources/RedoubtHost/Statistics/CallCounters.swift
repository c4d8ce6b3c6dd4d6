internal import Synchronization

/// Counts the calls of one channel in the enclave's statistics page.
///
/// Used by the call that has the channel, and by nobody else at the same time: so no operation but a store is needed.
/// The numbers are kept in memory of the host's own; the page only gets copies. Both live as long as the page does,
/// which whoever has the channel holds: a reference here would be counted up and down with each call.
///
/// To read the clock for each call would cost too much. A call to an enclave that is awake is measured one time in
/// 64, and then counts as 64; one to a sleeping enclave always is, and counts once. Both are decided before the
/// call is made, so neither is favoured.
@safe
struct CallCounters: @unchecked Sendable {
    private static let interval: UInt64 = 64

    private let published: UnsafeMutablePointer<Atomic<UInt64>>
    private let own: UnsafeMutablePointer<UInt64>

    /// Takes two blocks of words, in the page and in memory of the host's own, which is zero.
    @unsafe
    init(published: UnsafeMutablePointer<Atomic<UInt64>>, own: UnsafeMutablePointer<UInt64>) {
        unsafe self.published = published
        unsafe self.own = own
    }

    /// A call begins.
    func begin(isEnclaveAsleep: Bool) {
        publish(.calling)
        let weight: UInt64
        if isEnclaveAsleep {
            weight = 1
        } else if value(StatisticsLayout.callsWord) % Self.interval == 0 {
            weight = Self.interval
        } else {
            keep(0, StatisticsLayout.weightWord)
            return
        }
        keep(weight, StatisticsLayout.weightWord)
        keep(MonotonicTime.now(), StatisticsLayout.startWord)
    }

    /// The call's task sleeps until the enclave has something to say.
    func beginSleep() {
        add(1, StatisticsLayout.sleepsWord)
        publish(.waiting)
    }

    /// The task goes on.
    func endSleep() { publish(.calling) }

    /// The enclave has called its host.
    func countHostCall() { add(1, StatisticsLayout.hostCallsWord) }

    /// The call throws, and then is over.
    func fail() { add(1, StatisticsLayout.failuresWord) }

    /// The call is over.
    func end() {
        add(1, StatisticsLayout.callsWord)
        if value(StatisticsLayout.weightWord) != 0 { record() }
        publish(.idle)
    }

    @inline(never)
    private func record() {
        let time = MonotonicTime.now() &- value(StatisticsLayout.startWord)
        add(
            value(StatisticsLayout.weightWord),
            StatisticsLayout.latenciesWord + LatencyScale.bucket(ofNanoseconds: time)
        )
    }

    // SAFETY, for all below: both blocks have so many words, and the page's are only ever atomic.

    private func value(_ word: Int) -> UInt64 { unsafe own[word] }

    private func keep(_ value: UInt64, _ word: Int) { unsafe own[word] = value }

    private func add(_ count: UInt64, _ word: Int) {
        let sum = value(word) &+ count
        keep(sum, word)
        unsafe published[word].store(sum, ordering: .relaxed)
    }

    private func publish(_ state: StatisticsLayout.State) {
        unsafe published[StatisticsLayout.stateWord].store(state.rawValue, ordering: .relaxed)
    }
}
