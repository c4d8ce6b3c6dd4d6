internal import Glibc
internal import RedoubtABI
internal import RedoubtControl

/// Starts an enclave's monitor, on the thread that follows the enclave to its end.
struct Launch {
    let image: String
    let policy: LaunchPolicy
    let options: LaunchOptions
    let deadline: ContinuousClock.Instant
    let observer: EnclaveObserver?

    nonisolated(nonsending) func run() async throws -> EnclaveCore {
        try await withCheckedThrowingContinuation { continuation in
            do throws(SystemError) {
                try SystemThread.start {
                    let core: EnclaveCore
                    do throws(EnclaveError) {
                        core = try start()
                    } catch {
                        return continuation.resume(throwing: error)
                    }
                    continuation.resume(returning: core)
                    core.follow()
                }
            } catch {
                continuation.resume(throwing: EnclaveError(.launchFailed, error.description))
            }
        }
    }

    private func start() throws(EnclaveError) -> EnclaveCore {
        // Not to wait for a writer, if a pipe is in the image's place.
        let file = unsafe open(image, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            throw EnclaveError(
                .imageUnreadable,
                "\(image): \(unsafe String(cString: strerror(errno))); `redoubt build` makes images"
            )
        }
        let imageFile = OwnedDescriptor(file)
        try checkSize(of: policy)
        switch try PlatformService.find(for: options, until: deadline) {
        case .some(let service):
            return try launch(by: service, request(keys: .service), imageFile)
        case .none:
            let folder = options.keys == .none ? "" : try options.developmentRoot()
            return try launchHere(request(keys: .development(folder: folder)), imageFile)
        }
    }

    // From where the keys come, if the enclave is to have any.
    private func request(keys: KeySource) -> LaunchRequest {
        LaunchRequest(
            acceptable: options.isolation.acceptable,
            policy: policy,
            debug: options.debug,
            spinLimit: SpinCalibration.looks(in: options.spinTime),
            keys: options.keys == .none ? .none : keys
        )
    }

    private func checkSize(of policy: LaunchPolicy) throws(EnclaveError) {
        var longest = max(policy.deniedMeasurements.count, policy.deniedVersions.count)
        if case .measurements(let accepted) = policy.trust {
            longest = max(longest, accepted.count)
        }
        guard longest <= LaunchPolicy.entryLimit else {
            throw EnclaveError(
                .policyTooLarge,
                "a list of the launch policy has \(longest) entries, more than \(LaunchPolicy.entryLimit): "
                    + "deny ranges of security versions instead of single measurements"
            )
        }
    }

    private func launch(
        by service: consuming PlatformService,
        _ request: LaunchRequest,
        _ imageFile: borrowing OwnedDescriptor
    ) throws(EnclaveError) -> EnclaveCore {
        let outcome: PlatformService.Outcome
        do throws(SystemError) {
            outcome = try service.launch(request, image: imageFile, until: deadline)
        } catch {
            throw failure(error)
        }
        switch consume outcome {
        case .launched(let launched):
            let monitor = launched.monitor
            do throws(EnclaveError) {
                return try take(launched.enclave, launched.channels, monitor: monitor, imageFile)
            } catch {
                monitor.reap()
                throw error
            }
        case .refusedByMonitor(let refusal): throw explain(refusal)
        case .refused(let refusal):
            throw EnclaveError(
                .platformRefused,
                "the platform service refuses the launch: \(refusal)",
                platformRefusal: refusal
            )
        }
    }

    private func launchHere(
        _ request: LaunchRequest,
        _ imageFile: borrowing OwnedDescriptor
    ) throws(EnclaveError) -> EnclaveCore {
        let path = try MonitorLocator.find(options.monitorPath)
        let monitor: MonitorProcess
        do throws(SystemError) {
            monitor = try MonitorProcess.start(path: path)
        } catch {
            throw EnclaveError(.launchFailed, "the monitor could not be started: \(error)")
        }
        do throws(EnclaveError) {
            return try negotiate(with: monitor, request, imageFile)
        } catch {
            monitor.reap()
            throw error
        }
    }

    private func negotiate(
        with monitor: MonitorProcess,
        _ request: LaunchRequest,
        _ imageFile: borrowing OwnedDescriptor
    ) throws(EnclaveError) -> EnclaveCore {
        let packet: ControlSocket.Packet<LaunchReply>
        do throws(SystemError) {
            packet = try monitor.launch(request, image: imageFile, until: deadline)
        } catch {
            throw failure(error)
        }
        switch packet {
        case .value(.refused(let reason), _): throw explain(reason)
        case .value(.launched(let enclave), let descriptors):
            guard let memory = descriptors.take(0) else { throw failure(Self.malformedAnswer) }
            return try take(enclave, memory, monitor: monitor, imageFile)
        case .value(.admitted, _), .endOfStream, .malformed:
            throw failure(SystemError("the monitor ended without an answer", errno: EPIPE))
        }
    }

    private func take(
        _ enclave: LaunchedEnclave,
        _ memory: consuming OwnedDescriptor,
        monitor: MonitorProcess,
        _ imageFile: borrowing OwnedDescriptor
    ) throws(EnclaveError) -> EnclaveCore {
        guard (1...64).contains(enclave.threadCount),
            let layout = ChannelLayout(payloadBytes: enclave.payloadBytes)
        else { throw failure(Self.malformedAnswer) }
        let channels: ChannelMemory
        do throws(SystemError) {
            channels = try ChannelMemory(memory, layout: layout, threadCount: enclave.threadCount)
        } catch {
            throw failure(error)
        }
        DevelopmentNotice.give(for: enclave.identity, image: image)
        return EnclaveCore(
            enclave,
            monitor: monitor,
            memory: channels,
            options: options,
            symbols: SymbolFile(image: image, descriptor: imageFile.rawValue),
            statistics: options.publishesStatistics
                ? StatisticsPublication.make(for: enclave, of: image, by: monitor) : nil,
            observer: observer
        )
    }

    private static let malformedAnswer = SystemError("the monitor's answer", errno: EPROTO)

    private func failure(_ error: SystemError) -> EnclaveError {
        EnclaveError(
            error.errno == ETIMEDOUT ? .launchTimedOut : .launchFailed,
            error.description
        )
    }

    private func explain(_ refusal: LaunchRefusal) -> EnclaveError {
        switch refusal {
        case .image(let reason):
            EnclaveError(.imageRefused, "\(image) was refused: \(reason)")
        case .policy(let violations):
            EnclaveError(
                .policyRefused,
                "the launch policy refuses \(image): "
                    + violations.map(\.description).joined(separator: "; "),
                violations: violations
            )
        case .keys(let reason):
            EnclaveError(
                .keysUnavailable,
                "there are no keys for the enclave: \(reason); or launch with keys = .none"
            )
        case .isolation(let unavailable):
            EnclaveError(
                .isolationUnavailable,
                "the machine does not give what the launch requires: "
                    + unavailable.map { "\($0.level): \($0.reason)" }.joined(separator: "; "),
                unavailable: unavailable
            )
        case .system(let reason):
            EnclaveError(.launchFailed, "the monitor could not launch the enclave: \(reason)")
        }
    }
}
