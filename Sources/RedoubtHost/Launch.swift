internal import Glibc
internal import RedoubtABI
internal import RedoubtControl

/// Starts an enclave's monitor, on the thread that follows the enclave to its end.
struct Launch {
    let image: String
    let policy: LaunchPolicy
    let options: LaunchOptions
    let deadline: ContinuousClock.Instant

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
        let path = try MonitorLocator.find(options.monitorPath)
        let request = LaunchRequest(
            acceptable: options.isolation.acceptable,
            policy: policy,
            debug: options.debug,
            spinLimit: options.spinLimit
        )
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

    private func negotiate(
        with monitor: MonitorProcess,
        _ request: LaunchRequest,
        _ imageFile: borrowing OwnedDescriptor
    ) throws(EnclaveError) -> EnclaveCore {
        let refusal: LaunchRefusal
        do throws(SystemError) {
            switch try monitor.launch(
                request,
                image: imageFile,
                timeout: ContinuousClock.now.duration(to: deadline)
            ) {
            case .value(.refused(let reason), _):
                refusal = reason
            case .value(.launched(let enclave), let descriptors):
                guard let memory = descriptors.take(0), (1...64).contains(enclave.threadCount),
                    let layout = ChannelLayout(payloadBytes: enclave.payloadBytes)
                else { throw SystemError("the monitor's answer", errno: EPROTO) }
                let channels = try ChannelMemory(
                    memory,
                    layout: layout,
                    threadCount: enclave.threadCount
                )
                DevelopmentNotice.give(for: enclave.identity, image: image)
                return EnclaveCore(
                    enclave,
                    monitor: monitor,
                    memory: channels,
                    options: options,
                    symbols: SymbolFile(image: image, descriptor: imageFile.rawValue)
                )
            case .endOfStream, .malformed:
                throw SystemError("the monitor ended without an answer", errno: EPIPE)
            }
        } catch {
            throw EnclaveError(
                error.errno == ETIMEDOUT ? .launchTimedOut : .launchFailed,
                error.description
            )
        }
        throw explain(refusal)
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
