import FixtureInterface
import RedoubtEnclave

@main
enum Main {
    static func main() {
        Enclave.serve(FixtureDispatcher(FixtureService(oracle: OracleClient(Enclave.host))))
    }
}
