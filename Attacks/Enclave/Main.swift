import AttackInterface
import CHold
import RedoubtEnclave

final class VictimService: Victim, Sendable {
    private let secret = Mutex<[UInt64]>([])
    private let holding = Mutex<Holding?>(nil)

    func plant(_ seed: UInt64) -> [UInt8] {
        let words = PlantedSecret.words(seed: seed)
        secret.withLock { $0 = words }
        guard let (made, masked) = try? Holding.make(seed: seed) else {
            fatalError("a key cannot be used")
        }
        holding.withLock { $0 = made }
        return masked
    }

    func hold() {
        let words = secret.withLock { $0 }
        guard words.count == PlantedSecret.wordCount else { return }
        unsafe attack_hold(words)
    }

    func digest() -> UInt64 { PlantedSecret.digest(of: secret.withLock { $0 }) }

    func motto() -> [UInt8] { Array(PlantedSecret.motto.utf8) }

    func sum(_ numbers: [[Int64]]) -> Int64 {
        numbers.reduce(0) { $1.reduce($0) { $0 &+ $1 } }
    }
}

@main
enum Main {
    static func main() {
        Enclave.serve(VictimDispatcher(VictimService()))
    }
}
