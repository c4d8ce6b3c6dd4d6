import RedoubtDelivery
import RedoubtEnclave
import RegistryInterface

@main
struct Main {
    static func main() {
        do throws(DeliveryError) {
            let registry = PatientRegistry(
                host: RegistryHostClient(Enclave.host),
                key: try DeliveryKey(purpose: "patients")
            )
            Enclave.serve(RegistryDispatcher(registry))
        } catch {
            fatalError("the purpose has a length that keys can have")
        }
    }
}
