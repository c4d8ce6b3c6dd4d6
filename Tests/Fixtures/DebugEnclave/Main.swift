import FixtureInterface
import RedoubtEnclave

@main
enum Main {
    static func main() {
        Enclave.serve(FailingDispatcher(FailingService()))
    }
}
