internal import Glibc
internal import RedoubtABI
internal import RedoubtControl
internal import RedoubtKeys
internal import Synchronization

/// One launch, from a host's request to the answer that it gets.
struct ServiceLaunch {
    let state: PlatformState
    let request: LaunchRequest
    let connection: Int32

    /// Launches an enclave and hands it to its host.
    ///
    /// - Returns: the enclave, which runs and is counted.
    /// - Throws: ``LaunchProblem``: then nothing of it is left, and the host was not answered.
    func run(
        image: borrowing OwnedDescriptor,
        for caller: CallingProcess
    ) throws(LaunchProblem) -> RunningEnclave {
        guard caller.user != geteuid() else { throw .refused(.sameUser) }
        var status = stat()
        guard unsafe fstat(image.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .refusedByMonitor(.image("it is not a file: give the path of an image"))
        }
        let imageBytes = UInt64(max(status.st_size, 1))
        // The number is the caller's as long as the caller has not ended.
        guard let host = ProcessIdentity(of: caller.number),
            (try? Readiness.wait(for: [caller.descriptor.rawValue], until: .now)) == [false]
        else { throw .refused(.unknownCaller("it has ended")) }
        let number: UInt64
        do throws(PlatformRefusal) {
            number = try state.accounts.open(for: caller.user)
        } catch {
            throw .refused(error)
        }
        do throws(LaunchProblem) {
            // The monitor reads the file before anybody knows what the enclave takes: at least this.
            try claim(imageBytes, for: number)
            return try start(number, image: image, imageBytes, for: caller, host: host)
        } catch {
            state.accounts.close(number)
            throw error
        }
    }

    private func start(
        _ number: UInt64,
        image: borrowing OwnedDescriptor,
        _ imageBytes: UInt64,
        for caller: CallingProcess,
        host: ProcessIdentity
    ) throws(LaunchProblem) -> RunningEnclave {
        let started: StartedMonitor
        do throws(SystemError) {
            started = try state.spareMonitor.take()
        } catch {
            throw .refused(.failed(error.description))
        }
        do throws(LaunchProblem) {
            try started.assign(host: caller.descriptor.rawValue, imageLimitBytes: imageBytes)
            return try negotiate(number, started, image: image, user: caller.user, host: host)
        } catch {
            state.records.remove(number)
            started.monitor.kill()
            _ = started.monitor.waitForEnd()
            throw error
        }
    }

    private func negotiate(
        _ number: UInt64,
        _ started: StartedMonitor,
        image: borrowing OwnedDescriptor,
        user: UInt32,
        host: ProcessIdentity
    ) throws(LaunchProblem) -> RunningEnclave {
        let deadline = ContinuousClock.now + PlatformLimits.launchPatience
        try started.send(request, descriptors: [image.rawValue])
        let memoryBytes = try admit(number, started, until: deadline)
        let (reply, descriptors) = try started.answer(whileWaiting: connection, until: deadline)
        let enclave: LaunchedEnclave
        switch reply {
        case .launched(let launched): enclave = launched
        case .refused(let refusal): throw .refusedByMonitor(refusal)
        case .admitted: throw .refused(.failed("the monitor's answer is out of turn"))
        }
        guard let channels = descriptors.take(0) else {
            throw .refused(.failed("the monitor's answer came without channels"))
        }
        let record = EnclaveRecord(
            number: number,
            user: user,
            memoryBytes: memoryBytes,
            monitor: started.monitor.identity,
            host: host
        )
        do {
            // Before the host has the enclave: a service that is killed now takes the monitor along, because
            // nobody else has the other end of its socket; one that is killed later finds the record.
            try state.records.add(record)
            var event = AuditEvent(.launched, of: record)
            event.describe(enclave.identity, level: enclave.level)
            try state.audit.write(event)
        } catch {
            throw .refused(.failed("the launch could not be written down: \(error)"))
        }
        let answer = PlatformLaunch(
            enclave: enclave,
            number: number,
            monitorProcessID: started.monitor.identity.number
        )
        do throws(SystemError) {
            try ControlSocket.send(
                PlatformReply(.launched(answer)),
                descriptors: [
                    channels.rawValue, started.rawSocket, started.monitor.rawDescriptor,
                ],
                over: connection
            )
        } catch {
            throw .hostLetGo
        }
        return RunningEnclave(record: record, monitor: started.monitor)
    }

    /// Waits until the monitor knows what the enclave takes, and gives it that if the budget has it.
    private func admit(
        _ number: UInt64,
        _ started: StartedMonitor,
        until deadline: ContinuousClock.Instant
    ) throws(LaunchProblem) -> UInt64 {
        switch try started.answer(whileWaiting: connection, until: deadline).0 {
        case .admitted(let identity, let memoryBytes):
            try claim(memoryBytes, for: number)
            try grant(memoryBytes, to: identity, started)
            return memoryBytes
        case .refused(let refusal): throw .refusedByMonitor(refusal)
        case .launched: throw .refused(.failed("the monitor's answer is out of turn"))
        }
    }

    /// Sends the monitor its enclave's keys.
    ///
    /// The host gets this socket only once the monitor has answered the grant, and so has taken it from there.
    private func grant(
        _ memoryBytes: UInt64,
        to identity: EnclaveIdentity,
        _ started: StartedMonitor
    ) throws(LaunchProblem) {
        let grant = LaunchGrant(memoryBytes: memoryBytes)
        guard request.keys != .none else { return try started.send(grant) }
        let pages: KeyPages
        do throws(SystemError) {
            pages = try KeyPages()
        } catch {
            throw .refused(.failed("memory for the enclave's keys: \(error)"))
        }
        state.rootSecrets.withLock { $0.fill(pages, for: identity) }
        try started.send(grant, descriptors: [pages.rawDescriptor])
    }

    private func claim(_ memoryBytes: UInt64, for number: UInt64) throws(LaunchProblem) {
        do throws(PlatformRefusal) {
            try state.accounts.claim(memoryBytes, for: number)
        } catch {
            throw .refused(error)
        }
    }
}
