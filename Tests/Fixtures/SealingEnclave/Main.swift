import RedoubtEnclave
import SealingFixtureInterface

@main
enum Main {
    static func main() {
        Enclave.serve(SealingFixtureDispatcher(SealingFixtureService()))
    }
}
