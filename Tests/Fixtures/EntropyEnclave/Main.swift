import EntropyFixtureInterface
import RedoubtEnclave

@main
enum Main {
    static func main() {
        Enclave.serve(EntropyFixtureDispatcher(EntropyFixtureService()))
    }
}
