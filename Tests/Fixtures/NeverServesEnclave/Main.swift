import RedoubtEnclave

@main
enum Main {
    static func main() {
        while Enclave.threadCount > 0 {}
    }
}
