import CSilentSource
import RedoubtEnclave

@main
enum Main {
    static func main() {
        // Never reached: the runtime wants random bytes before.
        print(
            "drew \(silent_source_draws()) words, of \(Enclave.randomBytes(count: 8).count) bytes"
        )
    }
}
