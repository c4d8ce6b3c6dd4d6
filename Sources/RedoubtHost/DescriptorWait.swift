internal import Glibc
internal import RedoubtControl

/// Waits for descriptors, on threads that may block.
enum DescriptorWait {
    /// Waits until there is something to read, or the other side is gone; false if the time is over first.
    ///
    /// A process's descriptor is readable once the process has ended. `poll`.
    static func untilReadable(
        _ descriptor: Int32,
        until deadline: ContinuousClock.Instant
    ) throws(SystemError) -> Bool {
        while true {
            var event = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let left = max(ContinuousClock.now.duration(to: deadline).nanoseconds, 0)
            let count = unsafe poll(&event, 1, Int32(clamping: left / 1_000_000 + 1))
            if count > 0 { return true }
            // A signal for the host may arrive on this thread.
            if count < 0 && errno != EINTR { throw SystemError("poll", errno: errno) }
            if ContinuousClock.now >= deadline { return false }
        }
    }
}
