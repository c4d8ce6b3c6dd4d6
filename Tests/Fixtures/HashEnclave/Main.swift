import CryptoFixtureInterface
import RedoubtCrypto
import RedoubtEnclave

struct HashService: HashFixture, Sendable {
    func hash(_ message: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: message)) }
}

@main
enum Main {
    static func main() {
        Enclave.serve(HashFixtureDispatcher(HashService()))
    }
}
