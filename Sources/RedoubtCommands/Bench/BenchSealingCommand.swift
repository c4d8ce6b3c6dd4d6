import ArgumentParser
internal import CCryptoBench
import Foundation
import RedoubtHost
import SealingBenchInterface

/// The command `redoubt bench sealing`.
struct BenchSealingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sealing",
        abstract: "Measures sealing of 1 KiB in an enclave, beside plain AES-256-GCM there.",
        discussion: """
            All is done inside the enclave, in turn, on one thread. The target for a derived key is what the Intel SGX \
            SDK takes in simulation, where its keys are constants. Run it from a clone, built with \
            `swift build -c release`; the enclave is always a release build. Status 1 says that a target was missed.
            """
    )

    @OptionGroup var options: EnclaveBenchOptions

    /// The parent's flag, `--json`, holds here too.
    @ParentCommand var bench: BenchCommand

    private static let rounds = 200
    private static let batches = 50

    func run() async throws {
        let figures = try await options.withEnclave("SealingBenchEnclave") { enclave, _ in
            try await measure(enclave)
        }
        for figure in figures { print(try figure.line(json: bench.json)) }
        if !figures.allSatisfy(\.ok) { throw ExitCode(1) }
    }

    /// Measures in turn, so that all meet the same machine; the fastest batches count.
    private func measure(_ enclave: Enclave) async throws -> [Figure] {
        let client = SealingBenchClient(enclave)
        let ticksPerMicrosecond = try await CryptoRates.measureClock()
        var fewest: [SealingOperation: UInt64] = [:]
        let end = ContinuousClock.now + .seconds(options.seconds)
        repeat {
            for operation in SealingOperation.allCases {
                let ticks = try await client.measure(
                    operation,
                    rounds: Self.rounds,
                    batches: Self.batches
                )
                fewest[operation] = min(fewest[operation] ?? .max, ticks)
            }
        } while ContinuousClock.now < end
        func microseconds(_ operation: SealingOperation) -> Double {
            Double(fewest[operation] ?? .max) / ticksPerMicrosecond / Double(Self.rounds)
        }
        return SealingOperation.allCases.compactMap { operation in
            operation.target.map { target in
                Figure(
                    figure: "\(operation.title) (\(enclave.isolation))",
                    value: microseconds(operation),
                    unit: "µs",
                    peer: "AES-256-GCM of 1 KiB there",
                    peerValue: microseconds(.encrypt),
                    target: .value(target)
                )
            }
        }
    }
}

extension SealingOperation {
    /// What is printed of it.
    var title: String {
        switch self {
        case .encrypt: "AES-256-GCM, a new box of 1 KiB"
        case .seal: "sealing 1 KiB, its key derived"
        case .sealWithKeptKey: "sealing 1 KiB, with a kept key"
        case .unseal: "opening 1 KiB, its key derived"
        case .unsealWithKeptKey: "opening 1 KiB, with a kept key"
        }
    }

    /// What it should take at most, in microseconds; nil if it is what the others are beside.
    var target: Double? {
        switch self {
        case .encrypt: nil
        case .seal, .unseal: 4.9
        case .sealWithKeptKey, .unsealWithKeptKey: 1
        }
    }
}
