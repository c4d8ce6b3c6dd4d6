import RedoubtEnclave
import RegistryInterface

@main
struct Main {
    static func main() {
        let registry = PatientRegistry(host: RegistryHostClient(Enclave.host))
        Enclave.serve(RegistryDispatcher(registry))
    }
}
