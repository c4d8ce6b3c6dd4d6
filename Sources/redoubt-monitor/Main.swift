import Glibc
import RedoubtControl
import RedoubtMonitor

@main
enum Main {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case JailedProcess.argument:
            JailedProcess.run(Array(arguments.dropFirst()))
        case EvidenceRequest.argument
        where arguments.count == 1 && isSocket(Monitor.controlDescriptor):
            DevelopmentEvidence.serve(
                ControlSocket(OwnedDescriptor(Monitor.controlDescriptor))
            )
        default:
            guard let origin = MonitorOrigin(arguments: Array(arguments)),
                isSocket(Monitor.controlDescriptor)
            else {
                StandardError.write(
                    "redoubt-monitor is started by a host that launches an enclave, or by redoubtd, not by "
                        + "hand."
                )
                exit(64)
            }
            Monitor.run(
                ControlSocket(OwnedDescriptor(Monitor.controlDescriptor)),
                origin: origin
            )
        }
    }

    private static func isSocket(_ descriptor: Int32) -> Bool {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
    }
}
