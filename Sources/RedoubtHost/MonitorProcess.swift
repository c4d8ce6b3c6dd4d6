internal import CRedoubtSystem
internal import Glibc
internal import RedoubtControl
internal import Synchronization

/// The monitor of one enclave, as its host sees it: a child process and a socket.
///
/// All but ``end()`` blocks, and is used by the enclave's own thread only.
final class MonitorProcess: Sendable {
    private struct Handles: ~Copyable {
        let socket: ControlSocket
        let process: OwnedDescriptor
    }

    /// Gone once the monitor's end was seen through.
    private let handles: Mutex<Handles?>
    private let socketDescriptor: Int32
    private let processDescriptor: Int32
    /// The process's number, for tests that kill it.
    let processID: Int32

    private init(
        _ socket: consuming ControlSocket,
        process: consuming OwnedDescriptor,
        processID: Int32
    ) {
        socketDescriptor = socket.rawDescriptor
        processDescriptor = process.rawValue
        handles = Mutex(Handles(socket: socket, process: process))
        self.processID = processID
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
            return MonitorProcess(own, process: OwnedDescriptor(process), processID: child)
        }
    }

    /// The monitor gets nothing of the host's environment but where Swift's libraries are.
    private static func libraryPath() -> [String] {
        guard let path = unsafe getenv("LD_LIBRARY_PATH") else { return [] }
        return unsafe ["LD_LIBRARY_PATH=\(String(cString: path))"]
    }

    /// Asks for an enclave and waits for the answer.
    ///
    /// - Throws: ``SystemError``, with `ETIMEDOUT` if there is none in time.
    func launch(
        _ request: LaunchRequest,
        image: borrowing OwnedDescriptor,
        timeout: Duration
    ) throws(SystemError) -> ControlSocket.Packet<LaunchReply> {
        try ControlSocket.send(request, descriptors: [image.rawValue], over: socketDescriptor)
        var event = pollfd(fd: socketDescriptor, events: Int16(POLLIN), revents: 0)
        let milliseconds = Int32(clamping: max(timeout.nanoseconds, 0) / 1_000_000)
        guard unsafe poll(&event, 1, milliseconds) > 0 else {
            throw SystemError("waiting for the monitor", errno: ETIMEDOUT)
        }
        return try ControlSocket.receive(LaunchReply.self, from: socketDescriptor)
    }

    /// Waits until the monitor says why the enclave stopped, or ends.
    func waitForStop() -> StopReason {
        do throws(SystemError) {
            let packet = try ControlSocket.receive(StopReason.self, from: socketDescriptor)
            if case .value(let reason, _) = packet { return reason }
        } catch {
            // As if it had ended: it has nothing more to say.
        }
        return .monitorLost
    }

    /// Tells the monitor to end, and with it the enclave.
    ///
    /// Does not block.
    func end() {
        handles.withLock { handles in
            guard handles != nil else { return }
            shutdown(socketDescriptor, CInt(SHUT_RDWR))
        }
    }

    /// Sees the monitor's end through: no process and no descriptor is left of it afterwards.
    func reap() {
        end()
        var event = pollfd(fd: processDescriptor, events: Int16(POLLIN), revents: 0)
        // A monitor that is stopped, or hangs, does not hear that it should end.
        if unsafe poll(&event, 1, 1_000) <= 0 {
            _ = redoubt_process_signal(processDescriptor, SIGKILL)
        }
        var code: Int32 = 0
        var status: Int32 = 0
        _ = unsafe redoubt_process_wait(processDescriptor, &code, &status)
        handles.withLock { $0 = nil }
    }
}
