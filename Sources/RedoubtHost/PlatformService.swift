internal import Glibc
internal import RedoubtABI
internal import RedoubtControl

/// The platform service, as a host sees it: a socket that an enclave is asked for.
struct PlatformService: ~Copyable {
    private let connection: OwnedDescriptor
    private let path: String

    /// Connects to the service that a launch is to use; nil if the host is to start the monitor itself.
    ///
    /// - Throws: ``EnclaveError/Code/platformUnavailable`` if there is a service that does not answer, or is
    ///   required and not there.
    static func find(
        for options: LaunchOptions,
        until deadline: ContinuousClock.Instant
    ) throws(EnclaveError) -> PlatformService? {
        let path: String
        var isRequired = false
        switch options.platform {
        case .development: return nil
        case .automatic:
            if options.monitorPath != nil { return nil }
            path = PlatformSocket.path
        case .service(let given):
            path = given ?? PlatformSocket.path
            isRequired = true
        }
        let connection: OwnedDescriptor?
        do throws(SystemError) {
            connection = try PlatformSocket.connect(
                path,
                timeout: ContinuousClock.now.duration(to: deadline)
            )
        } catch {
            throw EnclaveError(
                .platformUnavailable,
                "the platform service does not answer: \(error); see `redoubt platform status`, start it, or "
                    + "launch with the platform .development"
            )
        }
        switch consume connection {
        case .some(let connection): return PlatformService(connection, path: path)
        case .none:
            guard !isRequired else {
                throw EnclaveError(
                    .platformUnavailable,
                    "there is no platform service at \(path), and the launch requires it: install it with "
                        + "`redoubt platform install`, or launch with the platform .automatic"
                )
            }
            return nil
        }
    }

    private init(_ connection: consuming OwnedDescriptor, path: String) {
        self.connection = connection
        self.path = path
    }

    /// What the service has launched.
    struct Launched: ~Copyable {
        let monitor: MonitorProcess
        let enclave: LaunchedEnclave
        let channels: OwnedDescriptor
    }

    /// What came of a launch.
    enum Outcome: ~Copyable {
        case launched(Launched)
        case refusedByMonitor(LaunchRefusal)
        case refused(PlatformRefusal)
    }

    /// Asks for an enclave.
    ///
    /// - Throws: ``SystemError``: `ETIMEDOUT` if there is no answer in time, `EPROTO` if there is another than
    ///   this version of Redoubt knows.
    consuming func launch(
        _ request: LaunchRequest,
        image: borrowing OwnedDescriptor,
        until deadline: ContinuousClock.Instant
    ) throws(SystemError) -> Outcome {
        let reply = try PlatformSocket.ask(
            .launch(request),
            descriptors: [image.rawValue],
            over: connection.rawValue,
            until: deadline
        )
        guard let (answer, descriptors) = reply else { throw Self.notUnderstood }
        switch answer {
        case .refusedByMonitor(let refusal): return .refusedByMonitor(refusal)
        case .refused(let refusal): return .refused(refusal)
        case .status, .ended, .rotated, .evidence, .noEvidence, .evidenceKey:
            throw Self.notUnderstood
        case .launched(let launch):
            guard let channels = descriptors.take(0), let socket = descriptors.take(1),
                let process = descriptors.take(2)
            else { throw Self.notUnderstood }
            let monitor = MonitorProcess(
                ControlSocket(socket),
                process: process,
                processID: launch.monitorProcessID,
                heldBy: ServiceLease(connection: connection, path: path, number: launch.number)
            )
            return .launched(
                Launched(monitor: monitor, enclave: launch.enclave, channels: channels)
            )
        }
    }

    private static let notUnderstood = SystemError("the platform service's answer", errno: EPROTO)
}
