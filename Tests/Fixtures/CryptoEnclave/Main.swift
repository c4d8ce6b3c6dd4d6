import CryptoFixtureInterface
import RedoubtEnclave

@main
enum Main {
    static func main() {
        Enclave.serve(CryptoFixtureDispatcher(CryptoFixtureService()))
    }
}
