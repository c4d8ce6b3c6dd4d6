import ArgumentParser
import CryptoBenchInterface
import CryptoBenchWork
import Foundation
import RedoubtHost

/// The command `redoubt bench crypto`.
struct BenchCryptoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crypto",
        abstract: "Measures cryptography in an enclave, beside the same code outside and openssl.",
        discussion: """
            Each operation is done by the same code and the same BoringSSL in an enclave and in this program, in turn, \
            on one thread; then openssl speed does it, if there is an openssl. Run it from a clone, built with \
            `swift build -c release`. Status 1 says that a target was missed.
            """
    )

    @Option(help: "How long to measure each operation, in seconds.")
    var seconds = 2.0

    @Option(
        help: ArgumentHelp(
            "The level of isolation; by default the strongest that the machine gives. One of "
                + "\(IsolationName.all.joined(separator: ", ")).",
            valueName: "level"
        )
    )
    var isolation: String?

    /// The parent's flag, `--json`, holds here too.
    @ParentCommand var bench: BenchCommand

    func validate() throws {
        guard seconds > 0, seconds <= 600 else {
            throw ValidationError("--seconds must be more than 0 and at most 600.")
        }
        if let isolation, IsolationName.level(isolation) == nil {
            throw ValidationError(
                "--isolation must be one of \(IsolationName.all.joined(separator: ", "))."
            )
        }
    }

    func run() async throws {
        #if DEBUG
        StandardError.write("This is a debug build: the figures say nothing about a release.")
        #endif
        guard let clone = RedoubtClone.find() else {
            throw CommandFailure(
                "the benchmarks are a part of Redoubt's repository: run them from a clone"
            )
        }
        let target = try EnclaveTarget.find(in: clone, named: ["CryptoBenchEnclave"])[0]
        let image = try BuildCommand.build(target, of: clone)
        var options = LaunchOptions()
        if let level = isolation.flatMap(IsolationName.level) {
            options.isolation = .exactly(level)
        }
        let allMet = try await Enclave.withLaunched(
            image,
            policy: .development,
            options: options
        ) { enclave in
            var allMet = true
            for operation in CryptoOperation.allCases {
                for figure in try await figures(operation, enclave) {
                    print(try figure.line(json: bench.json))
                    allMet = allMet && figure.ok
                }
            }
            return allMet
        }
        if !allMet { throw ExitCode(1) }
    }

    private func figures(
        _ operation: CryptoOperation,
        _ enclave: Enclave
    ) async throws -> [Figure] {
        let rates = try await CryptoRates.measure(operation, enclave, seconds: seconds)
        let name = "\(operation.title) (\(enclave.isolation))"
        let inside = Figure(
            figure: name,
            value: rates.inside * operation.unitsPerRound,
            unit: operation.unit,
            peer: "the same outside",
            peerValue: rates.outside * operation.unitsPerRound,
            target: .share(operation.leastShare)
        )
        guard let speed = try OpenSSLSpeed.rate(of: operation, seconds: seconds) else {
            return [inside]
        }
        return [
            inside,
            Figure(
                figure: name,
                value: inside.value,
                unit: operation.unit,
                peer: "openssl speed",
                peerValue: speed * operation.unitsPerRound,
                target: .share(1)
            ),
        ]
    }
}
