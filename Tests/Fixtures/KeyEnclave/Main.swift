import KeyFixtureInterface
import RedoubtEnclave

@main
enum Main {
    static func main() {
        Enclave.serve(KeyFixtureDispatcher(KeyFixtureService()))
    }
}
