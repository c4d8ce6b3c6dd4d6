import RedoubtEnclave

@main
enum Main {
    static func main() {
        _ = Enclave.threadCount
    }
}
