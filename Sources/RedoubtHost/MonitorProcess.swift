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
                environment: ChildProcess.libraryPath,
                inherited: [(other.rawValue, 3)]
            )
            let process = redoubt_process_descriptor(child)
            guard process >= 0 else {
                // Without a descriptor nobody would ever wait for it.
                kill(child, SIGKILL)
                while waitpid(child, nil, 0) < 0 && errno == EINTR {}
                throw SystemError("pidfd_open", errno: -process)
            }
            return MonitorProcess(own, process: OwnedDescriptor(process), processID: child)
        }
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
        guard try DescriptorWait.untilReadable(socketDescriptor, until: .now + timeout) else {
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
        // A monitor that is stopped, or hangs, does not hear that it should end.
        if (try? DescriptorWait.untilReadable(processDescriptor, until: .now + .seconds(1))) != true
        {
            _ = redoubt_process_signal(processDescriptor, SIGKILL)
        }
        var code: Int32 = 0
        var status: Int32 = 0
        _ = unsafe redoubt_process_wait(processDescriptor, &code, &status)
        handles.withLock { $0 = nil }
    }
}
