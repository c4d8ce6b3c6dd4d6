import RedoubtEnclave
import SignerInterface

@main
enum Main {
    static func main() {
        Enclave.serve(SignerDispatcher(SignerService(host: Enclave.host)))
    }
}
