internal import CRedoubtSystem
internal import Glibc
internal import RedoubtABI
internal import RedoubtControl
internal import RedoubtImage
internal import Synchronization

/// The monitor's end of the control socket.
final class HostLink: Sendable {
    private let socket: ControlSocket
    private let hasEnded = Atomic<Bool>(false)
    private let hasAnnounced = Atomic<Bool>(false)

    init(_ socket: consuming ControlSocket) {
        self.socket = socket
    }

    /// The launch request and the image that came with it.
    ///
    /// - Parameter imageLimitBytes: the largest image that is read.
    /// - Returns: both, or why there is no launch.
    func receiveRequest(
        imageLimitBytes: Int
    ) -> Result<(LaunchRequest, EnclaveImage), RefusalError> {
        do throws(SystemError) {
            switch try socket.receive(LaunchRequest.self) {
            case .endOfStream: exit(0)
            case .malformed:
                return .failure(
                    RefusalError(.system("host and monitor are of different versions: build both"))
                )
            case .value(let request, let descriptors):
                guard let file = descriptors.take(0) else {
                    return .failure(RefusalError(.image("the request came without an image")))
                }
                return ImageFile.read(file, limitBytes: imageLimitBytes).map {
                    (request, $0)
                }
            }
        } catch {
            return .failure(RefusalError(.system(error.description)))
        }
    }

    /// Waits until the platform service has a host to serve.
    ///
    /// Ends the process if the service goes away before.
    ///
    /// - Parameter imageLimitBytes: becomes the largest image that is to be read, if that is less.
    /// - Returns: the host's process descriptor.
    func awaitAssignment(_ imageLimitBytes: inout Int) -> OwnedDescriptor {
        guard
            case .value(let assignment, let descriptors) = try? socket.receive(
                MonitorAssignment.self
            ),
            let host = descriptors.take(0)
        else { exit(0) }
        imageLimitBytes = Int(min(assignment.imageLimitBytes, UInt64(imageLimitBytes)))
        return host
    }

    /// Tells the platform service who the enclave is and what it takes, and waits until its budget has room for it.
    ///
    /// The service ends this process if it has none.
    ///
    /// - Returns: what came with the grant: the pages with the enclave's keys, if it is to have any.
    func awaitGrant(_ identity: EnclaveIdentity, memoryBytes: Int) -> OwnedDescriptors {
        let claim = UInt64(memoryBytes)
        do throws(SystemError) {
            try socket.send(LaunchReply.admitted(identity, memoryBytes: claim))
            guard case .value(let grant, let descriptors) = try socket.receive(LaunchGrant.self),
                grant.memoryBytes >= claim
            else { exit(1) }
            return descriptors
        } catch {
            exit(1)
        }
    }

    func announce(_ enclave: LaunchedEnclave, channels: ChannelMemory) {
        do throws(SystemError) {
            try socket.send(LaunchReply.launched(enclave), descriptors: [channels.rawDescriptor])
        } catch {
            // The host is gone, and so is the reason to run.
            exit(0)
        }
        hasAnnounced.store(true, ordering: .sequentiallyConsistent)
    }

    func refuse(_ error: RefusalError) -> Never { refuse(error.refusal) }

    func refuse(_ refusal: LaunchRefusal) -> Never {
        // If the host is gone nobody has to know.
        try? socket.send(LaunchReply.refused(refusal))
        exit(1)
    }

    /// Reports why the enclave no longer runs, and ends this process and with it all that is left
    /// of it.
    ///
    /// The first reason counts; other threads that come here wait for the end.
    func stop(_ reason: StopReason) -> Never {
        if hasEnded.exchange(true, ordering: .sequentiallyConsistent) {
            while true { sleep(1) }
        }
        // The host expects the answer to its request first; if that is a refusal, this process ends there.
        while !hasAnnounced.load(ordering: .sequentiallyConsistent) { usleep(100) }
        try? socket.send(MonitorNotice.stopped(reason))
        // For the platform service, which is the parent but has no socket to this process.
        _exit(reason.exitStatus)
    }

    /// Does what the host asks for, until it closes the socket or ends.
    func serve(host: consuming OwnedDescriptor, _ launched: Launched) -> Never {
        var events = [
            pollfd(fd: socket.rawDescriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: host.rawValue, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            guard unsafe poll(&events, 2, -1) > 0 else { continue }
            guard events.contains(where: { $0.revents != 0 }) else { continue }
            if events[0].revents == Int16(POLLIN), events[1].revents == 0,
                case .reset = nextCommand(), let resets = launched.resets
            {
                reset(resets, launched.channels, host: host.rawValue)
                continue
            }
            // A thread that has told the host why the enclave stopped is about to exit with that reason.
            if hasEnded.load(ordering: .sequentiallyConsistent) { _ = poll(nil, 0, 1_000) }
            _exit(0)
        }
    }

    /// What the host asks for; nil at the end of the stream, and for what is no command.
    private func nextCommand() -> MonitorCommand? {
        var bytes = [UInt8](repeating: 0, count: 16)
        // Not recvmsg(2), which could take descriptors.
        let count = unsafe read(socket.rawDescriptor, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return unsafe bytes.withUnsafeBytes { buffer in
            var decoder = unsafe WireDecoder(
                reading: UnsafeRawBufferPointer(rebasing: buffer[..<count])
            )
            do throws(WireError) {
                let command = try MonitorCommand(from: &decoder)
                try decoder.finish()
                return command
            } catch {
                return nil
            }
        }
    }

    private func reset(_ resets: ResetPoint, _ channels: ChannelMemory, host: Int32) {
        resets.ask {
            for thread in 0..<channels.threadCount { channels.hostSequence(thread).wakeAll() }
            // The host may lose patience.
            var events = [
                pollfd(fd: socket.rawDescriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: host, events: Int16(POLLIN), revents: 0),
            ]
            if unsafe poll(&events, 2, 0) > 0 { _exit(0) }
        }
        do throws(SystemError) {
            try socket.send(MonitorNotice.reset)
        } catch {
            _exit(0)
        }
    }
}

/// A refusal, as an error.
struct RefusalError: Error {
    let refusal: LaunchRefusal
    init(_ refusal: LaunchRefusal) { self.refusal = refusal }
}
