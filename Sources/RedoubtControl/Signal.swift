internal import CRedoubtSystem
internal import Synchronization

/// Wakes a thread that waits for something to do.
@safe
public final class Signal: @unchecked Sendable {
    private let word: UnsafeMutablePointer<Atomic<UInt32>>

    /// Makes a signal that was not given.
    public init() {
        unsafe word = .allocate(capacity: 1)
        unsafe word.initialize(to: Atomic(0))
    }

    deinit {
        unsafe word.deinitialize(count: 1)
        unsafe word.deallocate()
    }

    /// Gives the signal.
    ///
    /// Several that were not waited for count as one.
    public func notify() {
        unsafe word.pointee.store(1, ordering: .releasing)
        _ = unsafe redoubt_futex_wake(word, 1)
    }

    /// Blocks the thread until the signal is given, and takes it, but for little more than the time given.
    ///
    /// - Returns: whether it was given.
    public func wait(timeoutNanoseconds: Int64) -> Bool {
        if unsafe word.pointee.exchange(0, ordering: .acquiring) != 0 { return true }
        _ = unsafe redoubt_futex_wait(word, 0, timeoutNanoseconds)
        return unsafe word.pointee.exchange(0, ordering: .acquiring) != 0
    }

    /// Blocks the thread until the signal is given, and takes it.
    public func wait() {
        while unsafe word.pointee.exchange(0, ordering: .acquiring) == 0 {
            _ = unsafe redoubt_futex_wait(word, 0, -1)
        }
    }
}
