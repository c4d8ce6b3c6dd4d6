internal import RedoubtControl
internal import Synchronization

/// A monitor that is started ahead of need: a launch then begins with a process that is ready.
///
/// The spare one has no host, no image and no secret yet. It ends by itself with the service.
final class SpareMonitor: Sendable {
    private let path: String
    private let spare = Mutex<StartedMonitor?>(nil)

    /// - Parameter path: the monitors' executable.
    init(path: String) {
        self.path = path
    }

    /// Takes the spare one, or starts one if there is none that still runs.
    ///
    /// - Throws: ``SystemError`` of `posix_spawn`.
    func take() throws(SystemError) -> StartedMonitor {
        let ready = spare.withLock { spare in
            defer { spare = nil }
            return spare
        }
        if let ready {
            if ready.isAlive { return ready }
            _ = ready.monitor.waitForEnd()
        }
        return try StartedMonitor.start(path: path)
    }

    /// Starts one for the next launch, unless there is one.
    ///
    /// One that cannot be started is started when it is needed, and the launch that needs it says why not.
    func replenish() {
        spare.withLock { spare in
            if spare == nil { spare = try? StartedMonitor.start(path: path) }
        }
    }
}
