internal import CRedoubtSystem

/// How long calls may go on without leaving their thread to other tasks.
///
/// Swift's tasks share as many threads as there are processors, and only one that suspends makes room for another. A
/// call that is answered at once does not suspend, so a few loops of calls would keep every other task of the process
/// from running: timers, cancellation, and the handlers that other enclaves wait for.
enum ThreadTurn {
    /// A thousand times what it costs to let others go first.
    private static let nanoseconds: UInt64 = 1_000_000
    /// A look at the clock takes a tenth of a call; fewer than one of a hundred calls has one.
    static let callsBetweenLooks: UInt32 = 128

    /// Whether the task has to yield now; asked before each call.
    ///
    /// It has to if a look at the clock is due and the last yes on this thread is more than a millisecond ago.
    static func isOver() -> Bool {
        // SAFETY: it is the thread's own, and lives as long as the thread.
        let turn = unsafe redoubt_thread_turn()
        let calls = unsafe turn.pointee.calls &+ 1
        unsafe turn.pointee.calls = calls
        guard calls % callsBetweenLooks == 0 else { return false }
        let now = MonotonicTime.now()
        guard unsafe now &- turn.pointee.since_nanoseconds > nanoseconds else { return false }
        unsafe turn.pointee.since_nanoseconds = now
        return true
    }
}
