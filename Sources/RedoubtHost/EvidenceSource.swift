internal import CRedoubtSystem
internal import Glibc
internal import RedoubtABI
internal import RedoubtControl

/// Where evidence of an enclave comes from: the platform that launched it.
struct EvidenceSource: Sendable {
    private static let patience = Duration.seconds(10)
    let options: LaunchOptions

    /// Has the platform make evidence of a report.
    ///
    /// Blocks the thread.
    ///
    /// - Throws: ``EnclaveError``: `evidenceRefused`, `platformUnavailable`, `keysUnavailable`, `monitorNotFound`.
    func evidence(of report: [UInt8], mode: PlatformMode) throws(EnclaveError) -> [UInt8] {
        let deadline = ContinuousClock.now + Self.patience
        switch mode {
        case .service: return try askService(report, until: deadline)
        case .development: return try askMonitor(report, until: deadline)
        }
    }

    private func askService(
        _ report: [UInt8],
        until deadline: ContinuousClock.Instant
    ) throws(EnclaveError) -> [UInt8] {
        var path = PlatformSocket.path
        if case .service(let given?) = options.platform { path = given }
        let answer: PlatformReply.Answer?
        do throws(SystemError) {
            guard let connection = try PlatformSocket.connect(path, timeout: Self.patience) else {
                throw SystemError(path, errno: ENOENT)
            }
            answer = try PlatformSocket.ask(
                .evidence(report: report),
                over: connection.rawValue,
                until: deadline
            )?.0
        } catch {
            throw EnclaveError(
                .platformUnavailable,
                "the platform service does not answer: \(error); see `redoubt platform status`"
            )
        }
        switch answer {
        case .evidence(let evidence): return evidence
        case .noEvidence(let refusal): throw Self.refused(refusal.description)
        case .refused(let refusal): throw Self.refused(refusal.description)
        default: throw Self.notUnderstood
        }
    }

    private func askMonitor(
        _ report: [UInt8],
        until deadline: ContinuousClock.Instant
    ) throws(EnclaveError) -> [UInt8] {
        let path = try MonitorLocator.find(options.monitorPath)
        let request = EvidenceRequest(folder: try options.developmentRoot(), report: report)
        let reply: EvidenceReply?
        do throws(SystemError) {
            reply = try Self.ask(path, request, until: deadline)
        } catch {
            throw EnclaveError(
                .platformUnavailable,
                "the monitor that makes evidence in the development mode failed: \(error)"
            )
        }
        switch reply {
        case .evidence(let evidence): return evidence
        case .refused(let refusal): throw Self.refused(refusal.description)
        case nil: throw Self.notUnderstood
        }
    }

    /// Starts a monitor that answers one request and ends.
    private static func ask(
        _ path: String,
        _ request: EvidenceRequest,
        until deadline: ContinuousClock.Instant
    ) throws(SystemError) -> EvidenceReply? {
        try ControlSocket.withPair { (own, other) throws(SystemError) in
            let child = try ChildProcess.spawn(
                path: path,
                arguments: [MonitorLocator.name, EvidenceRequest.argument],
                environment: ChildProcess.libraryPath,
                inherited: [(other.rawValue, 3)]
            )
            // Gone here, so that the end of the child can be seen.
            _ = consume other
            defer {
                kill(child, SIGKILL)
                while waitpid(child, nil, 0) < 0 && errno == EINTR {}
            }
            try own.send(request)
            guard try Readiness.wait(for: [own.rawDescriptor], until: deadline)[0] else {
                throw SystemError("waiting for the monitor", errno: ETIMEDOUT)
            }
            guard case .value(let reply, _) = try own.receive(EvidenceReply.self) else {
                return nil
            }
            return reply
        }
    }

    private static func refused(_ reason: String) -> EnclaveError {
        EnclaveError(.evidenceRefused, "the platform does not vouch for the enclave: \(reason)")
    }

    private static let notUnderstood = EnclaveError(
        .platformUnavailable,
        "the platform's answer is of another version: install and build all of Redoubt from the same version"
    )
}
