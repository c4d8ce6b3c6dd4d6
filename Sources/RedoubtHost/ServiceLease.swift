internal import Glibc
internal import RedoubtControl

/// What ties an enclave that the platform service has launched to the service.
///
/// The service ends the monitor when the connection ends, and ends the connection when the monitor has ended
/// and no longer counts against any limit. A service that ends, or starts again, does the enclave no harm.
struct ServiceLease: ~Copyable, Sendable {
    /// How long the service has to see to the monitor's end: it gives it two seconds to end by itself.
    private static let patience = Duration.seconds(5)
    let connection: OwnedDescriptor
    let path: String
    /// What the service calls the enclave.
    let number: UInt64

    /// Lets go of the enclave, and waits until the service has noticed its end.
    ///
    /// - Parameter process: the monitor's process descriptor. Its user is another: no signal reaches it.
    borrowing func end(_ process: Int32) {
        shutdown(connection.rawValue, CInt(SHUT_WR))
        if !isReady(process, within: .seconds(1)) {
            // It hangs. A service that was started after the launch has no connection to tell it.
            askForEnd()
            _ = isReady(process, within: Self.patience)
        }
        _ = isReady(connection.rawValue, within: Self.patience)
    }

    private borrowing func askForEnd() {
        let deadline = ContinuousClock.now + Self.patience
        do throws(SystemError) {
            guard let fresh = try PlatformSocket.connect(path, timeout: Self.patience) else {
                return
            }
            _ = try PlatformSocket.ask(
                .end(enclave: number),
                over: fresh.rawValue,
                until: deadline
            )
        } catch {
            // No service: whoever starts it again finds the monitor without its host, once this process ends.
        }
    }

    private borrowing func isReady(_ descriptor: Int32, within patience: Duration) -> Bool {
        (try? Readiness.wait(for: [descriptor], until: .now + patience))?[0] ?? false
    }
}
