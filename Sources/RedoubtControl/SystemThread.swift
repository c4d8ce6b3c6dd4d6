internal import Glibc

/// A thread for what blocks: it must not be one of Swift's pool.
public enum SystemThread {
    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts a detached thread.
    ///
    /// - Throws: ``SystemError`` with `EAGAIN` if the user may not have more threads. `pthread_create`.
    public static func start(_ run: @escaping @Sendable () -> Void) throws(SystemError) {
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
        unsafe pthread_attr_setstacksize(&attributes, 256 << 10)
        var thread = pthread_t()
        // SAFETY: the retained body is released by the thread, exactly once.
        let body = unsafe Unmanaged.passRetained(Body(run))
        let failure = unsafe pthread_create(
            &thread,
            &attributes,
            { argument in
                if let argument = unsafe argument {
                    unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                }
                return nil
            },
            body.toOpaque()
        )
        guard failure == 0 else {
            unsafe body.release()
            throw SystemError("pthread_create", errno: failure)
        }
    }
}
