internal import Glibc
internal import RedoubtControl
internal import RedoubtKeys
internal import Synchronization

/// One connection to the service: one request, its answer, and with a launch the enclave's life.
final class PlatformConnection: Sendable {
    private let state: PlatformState
    private let descriptor: OwnedDescriptor

    init(_ descriptor: consuming OwnedDescriptor, state: PlatformState) {
        self.descriptor = descriptor
        self.state = state
    }

    /// Finds out who connected, and serves the connection on a thread of its own, or says why not.
    func start() {
        do throws(PlatformRefusal) {
            let caller = try CallingProcess.atOtherEnd(of: descriptor.rawValue)
            try state.waiting.add(caller.user)
            do throws(SystemError) {
                try SystemThread.start { self.serve(caller) }
            } catch {
                state.waiting.remove(caller.user)
                throw .failed(error.description)
            }
        } catch {
            reply(.refused(error))
        }
    }

    /// Blocks the thread, with a launch until the enclave has ended.
    private func serve(_ caller: CallingProcess) {
        let enclave = answer(caller)
        state.waiting.remove(caller.user)
        // One that was refused has taken it too.
        state.spareMonitor.replenish()
        guard let enclave else { return }
        state.follow(
            enclave,
            host: caller.descriptor.rawValue,
            connection: descriptor.rawValue
        )
    }

    private func answer(_ caller: CallingProcess) -> RunningEnclave? {
        let connection = descriptor.rawValue
        let patience = ContinuousClock.now + PlatformLimits.requestPatience
        do throws(SystemError) {
            guard try Readiness.wait(for: [connection], until: patience)[0] else { return nil }
            switch try ControlSocket.receive(PlatformRequest.self, from: connection) {
            case .endOfStream: return nil
            case .malformed: reply(.refused(.notUnderstood))
            case .value(let request, let descriptors):
                return serve(request.action, descriptors, caller)
            }
        } catch {
            // Too large for a packet, or the host is gone.
            if error.errno == EMSGSIZE { reply(.refused(.notUnderstood)) }
        }
        return nil
    }

    private func serve(
        _ action: PlatformRequest.Action,
        _ descriptors: OwnedDescriptors,
        _ caller: CallingProcess
    ) -> RunningEnclave? {
        switch action {
        case .status:
            reply(
                .status(
                    PlatformStatus(
                        processID: getpid(),
                        userID: geteuid(),
                        machine: state.accounts.use(),
                        caller: state.accounts.use(of: caller.user),
                        roots: state.rootSecrets.withLock { $0.summary }
                    )
                )
            )
        case .end(let number):
            do throws(PlatformRefusal) {
                try state.end(number, of: caller.user)
                reply(.ended)
            } catch {
                reply(.refused(error))
            }
        case .rotate:
            do throws(PlatformRefusal) {
                reply(.rotated(try state.rotate(for: caller)))
            } catch {
                reply(.refused(error))
            }
        case .evidence(let report):
            do throws(EvidenceRefusal) {
                reply(.evidence(try state.evidence(of: report, for: caller)))
            } catch {
                reply(.noEvidence(error))
            }
        case .evidenceKey:
            reply(
                .evidenceKey(state.rootSecrets.withLock { EvidenceKey($0).publicKey })
            )
        case .launch(let request):
            do throws(LaunchProblem) {
                guard let image = descriptors.take(0) else {
                    throw .refusedByMonitor(.image("the request came without an image"))
                }
                let launch = ServiceLaunch(
                    state: state,
                    request: request,
                    connection: descriptor.rawValue
                )
                return try launch.run(image: image, for: caller)
            } catch {
                var event = AuditEvent(.refused)
                event.user = caller.user
                event.process = caller.number
                event.reason = error.description
                state.note(event)
                if let answer = error.answer { reply(answer) }
            }
        }
        return nil
    }

    private func reply(_ answer: PlatformReply.Answer) {
        // A host that is gone, or takes no answer, need not have one.
        try? ControlSocket.send(
            PlatformReply(answer),
            descriptors: [],
            over: descriptor.rawValue
        )
    }
}
