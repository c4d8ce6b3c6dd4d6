internal import RedoubtControl

/// An enclave that the service counts.
struct RunningEnclave: Sendable {
    let record: EnclaveRecord
    let monitor: ServiceMonitor

    /// Follows the enclave to its end.
    ///
    /// The monitor ends by itself when its host does. One that hangs is killed here: when the host has ended,
    /// or let go of its connection, and the monitor still runs two seconds later.
    ///
    /// - Parameters:
    ///   - host: the host's process descriptor; -1 if it has ended.
    ///   - connection: the host's, if it has one.
    /// - Returns: how it ended.
    func follow(host: Int32, connection: Int32?) -> String {
        let process = monitor.rawDescriptor
        var hasEnded = false
        if host >= 0 {
            let watched = [process, host, connection ?? -1]
            hasEnded = (try? Readiness.wait(for: watched))?[0] ?? false
        }
        var isKilled = false
        if !hasEnded {
            let end = ContinuousClock.now + PlatformLimits.endPatience
            if (try? Readiness.wait(for: [process], until: end)) != [true] {
                monitor.kill()
                isKilled = true
            }
        }
        let end = monitor.waitForEnd()
        return isKilled ? "its host let go of it, and its monitor hung and was killed" : end
    }
}
