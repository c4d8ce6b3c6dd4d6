internal import CRedoubtSystem
internal import Glibc
internal import RedoubtControl

/// The monitor of one enclave, as its host sees it: a child process and a socket.
///
/// Everything here blocks; it is used by the enclave's own thread.
final class MonitorProcess: Sendable {
    private let socket: ControlSocket
    private let process: OwnedDescriptor
    /// The process's number, for tests that kill it.
    let processID: Int32

    private init(
        _ socket: consuming ControlSocket,
        process: consuming OwnedDescriptor,
        processID: Int32
    ) {
        self.processID = processID
        self.socket = socket
        self.process = process
    }

    /// Starts a monitor.
    static func start(path: String) throws(SystemError) -> MonitorProcess {
        try ControlSocket.withPair { (own, other) throws(SystemError) in
            let child = try ChildProcess.spawn(
                path: path,
                arguments: [MonitorLocator.name],
                environment: libraryPath(),
                inherited: [(other.rawValue, 3)]
            )
            let process = try SystemError.check("pidfd_open", redoubt_process_descriptor(child))
            return MonitorProcess(
                own,
                process: OwnedDescriptor(process),
                processID: child
            )
        }
    }

    /// The monitor gets nothing of the host's environment but where Swift's libraries are.
    private static func libraryPath() -> [String] {
        guard let path = unsafe getenv("LD_LIBRARY_PATH") else { return [] }
        return unsafe ["LD_LIBRARY_PATH=\(String(cString: path))"]
    }

    /// Asks for an enclave and waits for the answer.
    func launch(
        _ request: LaunchRequest,
        image: borrowing OwnedDescriptor
    ) throws(SystemError) -> ControlSocket.Packet<LaunchReply> {
        try socket.send(request, descriptors: [image.rawValue])
        return try socket.receive(LaunchReply.self)
    }

    /// Waits until the monitor says why the enclave stopped, or ends.
    func waitForStop() -> StopReason {
        do throws(SystemError) {
            if case .value(let reason, _) = try socket.receive(StopReason.self) { return reason }
        } catch {
            // As if it had ended: it has nothing more to say.
        }
        return .monitorLost
    }

    /// Tells the monitor to end, and with it the enclave.
    ///
    /// Does not block.
    func end() {
        shutdown(socket.rawDescriptor, CInt(SHUT_RDWR))
    }

    /// Sees the monitor's end through: nothing of it is left afterwards.
    func reap() {
        end()
        var event = pollfd(fd: process.rawValue, events: Int16(POLLIN), revents: 0)
        // A monitor that is stopped, or hangs, does not hear that it should end.
        if unsafe poll(&event, 1, 1_000) <= 0 {
            _ = redoubt_process_signal(process.rawValue, SIGKILL)
        }
        var code: Int32 = 0
        var status: Int32 = 0
        _ = unsafe redoubt_process_wait(process.rawValue, &code, &status)
    }
}
