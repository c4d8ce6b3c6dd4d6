internal import CRedoubtSystem
internal import Glibc
public import RedoubtControl
internal import RedoubtImage

/// The trusted process that owns one enclave.
///
/// It takes one request from its host, or from the platform service for it, launches the enclave, and then
/// only waits: for the enclave to stop, and for the host to close the socket or to end. It ends with either,
/// and the enclave with it.
public enum Monitor {
    /// Where a host, or the platform service, leaves the socket for its monitor.
    public static let controlDescriptor: Int32 = 3

    /// Serves the host at the other end of the socket.
    ///
    /// Does not return.
    public static func run(_ socket: consuming ControlSocket, origin: MonitorOrigin) -> Never {
        TerminalSignals.ignore()
        let link = HostLink(socket)
        guard redoubt_harden_process() == 0, redoubt_close_from(UInt32(controlDescriptor) + 1) == 0
        else {
            link.refuse(.system("the monitor could not be hardened"))
        }
        ProcessorSharing.restrict()
        let host: OwnedDescriptor
        var imageLimitBytes = ImageFile.limitBytes
        switch origin {
        case .host:
            // It may end before this process looks: then the parent is another one, and the socket closed.
            host = OwnedDescriptor(redoubt_process_descriptor(getppid()))
        case .service:
            host = link.awaitAssignment(&imageLimitBytes)
        }
        let request: LaunchRequest
        let image: EnclaveImage
        switch link.receiveRequest(imageLimitBytes: imageLimitBytes) {
        case .failure(let refusal): link.refuse(refusal)
        case .success(let received): (request, image) = received
        }
        let launched: Launched
        do throws(RefusalError) {
            let admitted = try AdmittedImage(image, for: request)
            launched = try IsolationSelection.launch(
                admitted,
                request: request,
                keys: try KeyDelivery.receive(for: admitted, request, origin: origin, link: link),
                mode: origin.mode,
                link: link
            )
            link.announce(launched.description, channels: launched.channels)
            do throws(BackendError) {
                try MonitorJail.close(
                    keeping: [controlDescriptor, host.rawValue] + launched.descriptorsInUse
                )
                launched.gate.open()
            } catch {
                link.stop(.monitorFailed("\(error)"))
            }
        } catch {
            link.refuse(error)
        }
        link.serve(host: host, launched)
    }
}
