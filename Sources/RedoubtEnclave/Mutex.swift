internal import Synchronization

#if !hasFeature(Embedded)
internal import Glibc
#else
internal import CRedoubtEnclave
#endif

/// A value that one thread of the enclave uses at a time.
///
/// Waiting threads spin, then give their processor away in steps of some 50 µs: an enclave has no kernel
/// to sleep in. Keep what is done under the lock short, and make no call to the host under it.
/// Locking it again on the thread that holds it never ends.
@safe
public struct Mutex<Value>: ~Copyable, @unchecked Sendable {
    private let locked = Atomic<Bool>(false)
    private let storage: UnsafeMutablePointer<Value>

    /// Makes a mutex over a value.
    public init(_ value: sending Value) {
        unsafe storage = UnsafeMutablePointer<Value>.allocate(capacity: 1)
        unsafe storage.initialize(to: value)
    }

    deinit {
        unsafe storage.deinitialize(count: 1)
        unsafe storage.deallocate()
    }

    /// Calls `body` with the value while no other thread uses it.
    ///
    /// - Throws: what `body` throws; the lock is given up then too.
    public borrowing func withLock<Result, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        var step: UInt32 = 0
        while locked.exchange(true, ordering: .acquiring) {
            Self.wait(&step)
        }
        defer { locked.store(false, ordering: .releasing) }
        // SAFETY: the exchange above lets one thread at a time come here.
        return try unsafe body(&storage.pointee)
    }

    private static func wait(_ step: inout UInt32) {
        #if hasFeature(Embedded)
        unsafe redoubt_spin_step(&step)
        #else
        step &+= 1
        if step % 64 == 0 { sched_yield() }
        #endif
    }
}
