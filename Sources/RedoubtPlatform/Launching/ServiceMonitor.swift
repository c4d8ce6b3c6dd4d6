internal import CRedoubtSystem
internal import Glibc
internal import RedoubtControl

/// A monitor's process, as the service sees it: a child, or one that an earlier run of the service started.
final class ServiceMonitor: Sendable {
    let identity: ProcessIdentity
    private let descriptor: OwnedDescriptor
    private let isChild: Bool

    /// Takes a child over.
    convenience init(child identity: ProcessIdentity, _ descriptor: consuming OwnedDescriptor) {
        self.init(identity, descriptor, isChild: true)
    }

    private init(
        _ identity: ProcessIdentity,
        _ descriptor: consuming OwnedDescriptor,
        isChild: Bool
    ) {
        self.identity = identity
        self.descriptor = descriptor
        self.isChild = isChild
    }

    /// Finds a monitor again; nil if it has ended.
    convenience init?(again identity: ProcessIdentity) {
        guard let opened = identity.open() else { return nil }
        self.init(identity, opened, isChild: false)
    }

    /// Can be read once the process has ended.
    var rawDescriptor: Int32 { descriptor.rawValue }

    /// Ends the process, whatever it does.
    func kill() {
        _ = redoubt_process_signal(descriptor.rawValue, SIGKILL)
    }

    /// Waits until the process has ended, and says how.
    func waitForEnd() -> String {
        guard isChild else {
            while (try? Readiness.wait(for: [descriptor.rawValue])) == nil { usleep(10_000) }
            return "its monitor ended; an earlier run of the service had started it"
        }
        var code: Int32 = 0
        var status: Int32 = 0
        guard unsafe redoubt_process_wait(descriptor.rawValue, &code, &status) >= 0 else {
            return "its monitor's end could not be waited for"
        }
        return code == CInt(CLD_EXITED)
            ? StopReason.summary(ofExitStatus: status)
            : "its monitor was killed by signal \(status)"
    }
}
