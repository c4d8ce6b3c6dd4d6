import ArgumentParser

/// `redoubt bench`
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measures calls and launches on this machine.")

    func run() async throws {}
}
