#if REDOUBT_THREAD_SANITIZER
internal import Glibc

/// Stands in for `Synchronization.Mutex` under a thread sanitizer, which does not see what that one orders.
///
/// Its slow path lies in a library of the toolchain that is not instrumented; the sanitizer knows the mutex of POSIX.
@safe
final class Mutex<Value: ~Copyable>: @unchecked Sendable {
    private let handle = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var value: Value

    init(_ value: consuming sending Value) {
        self.value = value
        unsafe handle.initialize(to: pthread_mutex_t())
        unsafe pthread_mutex_init(handle, nil)
    }

    deinit {
        unsafe pthread_mutex_destroy(handle)
        unsafe handle.deallocate()
    }

    func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        unsafe pthread_mutex_lock(handle)
        defer { unsafe pthread_mutex_unlock(handle) }
        return try body(&value)
    }
}
#endif
