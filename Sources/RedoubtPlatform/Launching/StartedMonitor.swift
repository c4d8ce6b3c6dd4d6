internal import CRedoubtSystem
internal import Glibc
internal import RedoubtABI
internal import RedoubtControl

/// A monitor whose host has not got it yet.
final class StartedMonitor: Sendable {
    let monitor: ServiceMonitor
    private let socket: ControlSocket

    private init(_ monitor: ServiceMonitor, _ socket: consuming ControlSocket) {
        self.monitor = monitor
        self.socket = socket
    }

    /// The end of the control socket that the host is to have.
    var rawSocket: Int32 { socket.rawDescriptor }

    /// Starts a monitor.
    ///
    /// - Parameter path: its executable.
    /// - Returns: the monitor, which waits for whom to serve.
    /// - Throws: ``SystemError`` of `posix_spawn`.
    static func start(path: String) throws(SystemError) -> StartedMonitor {
        try ControlSocket.withPair { (own, other) throws(SystemError) in
            let child = try ChildProcess.spawn(
                path: path,
                arguments: ["redoubt-monitor", "--service"],
                environment: ChildProcess.libraryPath,
                inherited: [(other.rawValue, 3)]
            )
            let descriptor = redoubt_process_descriptor(child)
            let identity = ProcessIdentity(of: child)
            guard descriptor >= 0, let identity else {
                kill(child, SIGKILL)
                while waitpid(child, nil, 0) < 0 && errno == EINTR {}
                if descriptor >= 0 { close(descriptor) }
                throw SystemError("starting \(path)", errno: descriptor < 0 ? -descriptor : ECHILD)
            }
            return StartedMonitor(
                ServiceMonitor(child: identity, OwnedDescriptor(descriptor)),
                own
            )
        }
    }

    /// Whether the process still runs.
    var isAlive: Bool {
        (try? Readiness.wait(for: [monitor.rawDescriptor], until: .now)) == [false]
    }

    /// Says whom to serve.
    ///
    /// - Parameters:
    ///   - host: the host's process descriptor: the monitor ends with it.
    ///   - imageLimitBytes: how much of the image it reads.
    /// - Throws: ``LaunchProblem`` if it has ended.
    func assign(host: Int32, imageLimitBytes: UInt64) throws(LaunchProblem) {
        try send(MonitorAssignment(imageLimitBytes: imageLimitBytes), descriptors: [host])
    }

    /// Waits for the monitor's next answer, as long as its host waits too.
    ///
    /// - Parameters:
    ///   - connection: the host's, which is silent while it waits.
    ///   - deadline: when the monitor must have answered.
    /// - Returns: the answer and the descriptors beside it.
    /// - Throws: ``LaunchProblem`` if there is none.
    func answer(
        whileWaiting connection: Int32,
        until deadline: ContinuousClock.Instant
    ) throws(LaunchProblem) -> (LaunchReply, OwnedDescriptors) {
        let ready: [Bool]
        do throws(SystemError) {
            ready = try Readiness.wait(
                for: [rawSocket, connection, monitor.rawDescriptor],
                until: deadline
            )
        } catch {
            throw .refused(.failed(error.description))
        }
        guard !ready[1] else { throw .hostLetGo }
        guard ready[0] || ready[2] else {
            throw .refused(.failed("the monitor did not answer in time"))
        }
        do throws(SystemError) {
            let packet = try ControlSocket.receive(LaunchReply.self, from: rawSocket)
            if case .value(let reply, let descriptors) = packet { return (reply, descriptors) }
        } catch {
            throw .refused(.failed(error.description))
        }
        throw .refused(.failed("the monitor ended without an answer"))
    }

    /// Sends the monitor a value and copies of descriptors.
    func send(_ value: some WireCodable, descriptors: [Int32] = []) throws(LaunchProblem) {
        do throws(SystemError) {
            try ControlSocket.send(value, descriptors: descriptors, over: rawSocket)
        } catch {
            throw .refused(.failed(error.description))
        }
    }
}
