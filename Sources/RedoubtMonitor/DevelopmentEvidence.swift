internal import CRedoubtSystem
internal import Glibc
public import RedoubtControl
internal import RedoubtKeys

/// A process that makes evidence of one enclave with the development root, and ends.
///
/// So its host, whose memory is open to debuggers, never has a root secret in it.
public enum DevelopmentEvidence {
    /// Serves the host at the other end of the socket.
    ///
    /// Does not return.
    public static func serve(_ socket: consuming ControlSocket) -> Never {
        guard redoubt_harden_process() == 0,
            redoubt_close_from(UInt32(Monitor.controlDescriptor) + 1) == 0
        else { exit(1) }
        do throws(SystemError) {
            guard case .value(let request, _) = try socket.receive(EvidenceRequest.self) else {
                exit(1)
            }
            let reply: EvidenceReply
            do throws(EvidenceRefusal) {
                reply = .evidence(try evidence(for: request))
            } catch {
                reply = .refused(error)
            }
            try socket.send(reply)
        } catch {
            // The host is gone.
            exit(1)
        }
        exit(0)
    }

    private static func evidence(
        for request: EvidenceRequest
    ) throws(EvidenceRefusal) -> [UInt8] {
        guard let secrets = try load(request.folder) else { throw .otherPlatform }
        return try secrets.evidence(
            of: request.report,
            isDevelopment: true,
            at: Int64(time(nil))
        )
    }

    /// The secrets of a folder; nil if it is not there.
    private static func load(_ folder: String) throws(EvidenceRefusal) -> RootSecrets? {
        do throws(RootSecretFailure) {
            return switch try RootSecretFolder.existing(folder) {
            case .some(let folder): try folder.load()
            case .none: nil
            }
        } catch {
            throw .secrets(error.description)
        }
    }
}
