internal import Glibc

/// The clock that no setting moves, for what is measured at every call.
///
/// `ContinuousClock` would do as well, but that its instants are opaque to this module: whoever touches one looks up
/// how large it is.
enum MonotonicTime {
    /// Nanoseconds since some instant of the past.
    static func now() -> UInt64 {
        var time = timespec()
        // It cannot fail: the clock is one that every kernel has.
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(truncatingIfNeeded: time.tv_sec) &* 1_000_000_000
            &+ UInt64(truncatingIfNeeded: time.tv_nsec)
    }
}
