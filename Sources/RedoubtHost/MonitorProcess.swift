internal import CRedoubtSystem
internal import Glibc
internal import RedoubtABI
internal import RedoubtControl
internal import Synchronization

/// The monitor of one enclave, as its host sees it: a process and a socket.
///
/// The process is a child of this one, or of the platform service. All but ``end()`` and ``send(_:)`` blocks, and is used by
/// the enclave's own thread only.
final class MonitorProcess: Sendable {
    private struct Handles: ~Copyable {
        let socket: ControlSocket
        let process: OwnedDescriptor
        /// Of a monitor that the platform service has started.
        let lease: ServiceLease?
    }

    /// Gone once the monitor's end was seen through.
    private let handles: Mutex<Handles?>
    private let socketDescriptor: Int32
    /// The process's number, for tests that kill it.
    let processID: Int32
    /// Who started it.
    let mode: PlatformMode

    private init(
        _ socket: consuming ControlSocket,
        process: consuming OwnedDescriptor,
        processID: Int32,
        lease: consuming ServiceLease?
    ) {
        socketDescriptor = socket.rawDescriptor
        mode = lease == nil ? .development : .service
        handles = Mutex(Handles(socket: socket, process: process, lease: lease))
        self.processID = processID
    }

    /// Takes over a monitor that the platform service has started.
    convenience init(
        _ socket: consuming ControlSocket,
        process: consuming OwnedDescriptor,
        processID: Int32,
        heldBy lease: consuming ServiceLease
    ) {
        self.init(socket, process: process, processID: processID, lease: .some(lease))
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
            return MonitorProcess(
                own,
                process: OwnedDescriptor(process),
                processID: child,
                lease: nil
            )
        }
    }

    /// Asks for an enclave and waits for the answer.
    ///
    /// - Throws: ``SystemError``, with `ETIMEDOUT` if there is none in time.
    func launch(
        _ request: LaunchRequest,
        image: borrowing OwnedDescriptor,
        until deadline: ContinuousClock.Instant
    ) throws(SystemError) -> ControlSocket.Packet<LaunchReply> {
        try ControlSocket.send(request, descriptors: [image.rawValue], over: socketDescriptor)
        guard try Readiness.wait(for: [socketDescriptor], until: deadline)[0] else {
            throw SystemError("waiting for the monitor", errno: ETIMEDOUT)
        }
        return try ControlSocket.receive(LaunchReply.self, from: socketDescriptor)
    }

    /// Waits until the monitor has something to say, or ends.
    func nextNotice() -> MonitorNotice {
        do throws(SystemError) {
            let packet = try ControlSocket.receive(MonitorNotice.self, from: socketDescriptor)
            if case .value(let notice, _) = packet { return notice }
        } catch {
            // As if it had ended: it has nothing more to say.
        }
        return .stopped(.monitorLost)
    }

    /// Asks the monitor for something.
    ///
    /// Does not block: a monitor that has ended, or is about to, hears of nothing.
    func send(_ command: MonitorCommand) {
        handles.withLock { handles in
            guard handles != nil else { return }
            try? ControlSocket.send(command, descriptors: [], over: socketDescriptor)
        }
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
        let last = handles.withLock { $0.take() }
        guard let last else { return }
        switch last.lease {
        case .some(let lease): lease.end(last.process.rawValue)
        case .none: Self.reapChild(last.process.rawValue)
        }
        // Not before: the descriptor's number would be another's.
        _ = consume last
    }

    private static func reapChild(_ process: Int32) {
        // A monitor that is stopped, or hangs, does not hear that it should end.
        let end = ContinuousClock.now + .seconds(1)
        if (try? Readiness.wait(for: [process], until: end)) != [true] {
            _ = redoubt_process_signal(process, SIGKILL)
        }
        var code: Int32 = 0
        var status: Int32 = 0
        _ = unsafe redoubt_process_wait(process, &code, &status)
    }
}
