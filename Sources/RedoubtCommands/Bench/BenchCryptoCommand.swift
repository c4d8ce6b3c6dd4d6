import ArgumentParser
import CRedoubtSystem
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
            Each operation is done by the same code and the same BoringSSL in an enclave and in this program, and by \
            openssl speed, if there is an openssl: in turn, each on one thread, all on the same processor. Outside \
            and inside are compared by batches that nothing has disturbed, openssl and inside by whole seconds. Run it \
            from a clone, built with `swift build -c release`. Status 1 says that a target was missed.
            """
    )

    @OptionGroup var options: EnclaveBenchOptions

    @Option(help: "Measure only the operations whose names contain this, such as P-256.")
    var operation: String?

    /// The parent's flag, `--json`, holds here too.
    @ParentCommand var bench: BenchCommand

    private var operations: [CryptoOperation] {
        CryptoOperation.allCases.filter { operation.map($0.title.contains) ?? true }
    }

    func validate() throws {
        guard !operations.isEmpty else {
            throw ValidationError(
                "--operation must be a part of one of these: "
                    + CryptoOperation.allCases.map(\.title).joined(separator: "; ") + "."
            )
        }
    }

    func run() async throws {
        Self.stayOnOneProcessor()
        let allMet = try await options.withEnclave("CryptoBenchEnclave") { enclave, _ in
            var allMet = true
            for operation in operations {
                for figure in try await figures(operation, enclave) {
                    print(try figure.line(json: bench.json))
                    allMet = allMet && figure.ok
                }
            }
            return allMet
        }
        if !allMet { throw ExitCode(1) }
    }

    /// Keeps this program on the processor where it is, and what it starts from now on.
    ///
    /// That is the monitor with its enclave, and openssl. Two processors are two neighbourhoods, and may be two speeds.
    private static func stayOnOneProcessor() {
        let processor = redoubt_current_processor()
        let threads =
            (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
        for thread in threads.compactMap({ CInt($0) }) {
            // One that may not, or is gone, is measured where it is.
            _ = redoubt_stay_on_processor(thread, processor)
        }
    }

    private func figures(
        _ operation: CryptoOperation,
        _ enclave: Enclave
    ) async throws -> [Figure] {
        let rates = try await CryptoRates.measure(operation, enclave, seconds: options.seconds)
        let name = "\(operation.title) (\(enclave.isolation))"
        let inside = Figure(
            figure: name,
            value: rates.inside * operation.unitsPerRound,
            unit: operation.unit,
            peer: "the same outside",
            peerValue: rates.outside * operation.unitsPerRound,
            target: .share(0.95)
        )
        guard let seconds = rates.seconds else { return [inside] }
        return [
            inside,
            Figure(
                figure: name,
                value: seconds.inside * operation.unitsPerRound,
                unit: operation.unit,
                peer: "openssl speed",
                peerValue: seconds.openssl * operation.unitsPerRound,
                target: .share(1)
            ),
        ]
    }
}
