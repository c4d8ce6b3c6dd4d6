import CryptoBenchInterface
import CryptoBenchWork
import RedoubtEnclave

struct CryptoBenchService: CryptoBench, Sendable {
    func measure(
        _ operation: CryptoOperation,
        rounds: Int,
        batches: Int
    ) -> CryptoMeasurement {
        CryptoWork.measure(operation, rounds: rounds, batches: batches)
    }
}

@main
enum Main {
    static func main() {
        Enclave.serve(CryptoBenchDispatcher(CryptoBenchService()))
    }
}
