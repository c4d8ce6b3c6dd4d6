internal import Glibc

/// Waits for descriptors.
public enum Readiness {
    /// Blocks the thread until one of the descriptors can be read, has ended, or the time is over.
    ///
    /// A process descriptor can be read once its process has ended. `poll`.
    ///
    /// - Parameters:
    ///   - descriptors: at most a handful; one of -1 is never ready.
    ///   - deadline: when to stop waiting; nil to wait for ever.
    /// - Returns: for each descriptor whether it is ready; all false if the time is over.
    /// - Throws: ``SystemError`` of `poll`.
    public static func wait(
        for descriptors: [Int32],
        until deadline: ContinuousClock.Instant? = nil
    ) throws(SystemError) -> [Bool] {
        let interest = Int16(POLLIN | hangup)
        var events = descriptors.map { pollfd(fd: $0, events: interest, revents: 0) }
        while true {
            var timeout: Int32 = -1
            if let deadline {
                let left = max(ContinuousClock.now.duration(to: deadline), .zero)
                let (seconds, attoseconds) = left.components
                let milliseconds = seconds.multipliedReportingOverflow(by: 1_000)
                timeout =
                    milliseconds.overflow
                    ? .max
                    : Int32(
                        clamping: milliseconds.partialValue + attoseconds / 1_000_000_000_000_000
                            + 1
                    )
            }
            let count = unsafe poll(&events, nfds_t(events.count), timeout)
            if count > 0 { return events.map { $0.revents != 0 } }
            // A signal for the process may arrive on this thread.
            if count < 0 && errno != EINTR { throw SystemError("poll", errno: errno) }
            if let deadline, ContinuousClock.now >= deadline {
                return descriptors.map { _ in false }
            }
        }
    }

    // POLLRDHUP, which is behind _GNU_SOURCE.
    private static let hangup: Int32 = 0x2000
}
