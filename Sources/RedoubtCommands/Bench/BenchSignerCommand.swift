import ArgumentParser
import CryptoBenchInterface
import CryptoBenchWork
import Foundation
import RedoubtHost
import RedoubtSealingInterface
import SignerInterface

/// The command `redoubt bench signer`.
struct BenchSignerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signer",
        abstract:
            "Measures P-256 signatures of Examples/Signer, beside the same BoringSSL outside and SoftHSM 2.",
        discussion: """
            Each signature is a typed call into the enclave, which finds the key, checks its policy, counts the use and \
            signs a digest: one after the other, on one thread. The key counts 65,536 uses with one write to the store. \
            Outside, the same code signs in a loop, with nothing around it. SoftHSM is called over PKCS #11 by a C \
            program, if it is installed (Debian: softhsm2). The fastest batches count. Run it from a clone, built with \
            `swift build -c release`. Status 1 says that a target was missed.
            """
    )

    @Option(help: "How long to measure, in seconds.")
    var seconds = 4.0

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

    private static let batch = 200

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
        let target = try EnclaveTarget.find(in: clone, named: ["SignerEnclave"])[0]
        let image = try BuildCommand.build(target, of: clone)
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var options = LaunchOptions()
        if let level = isolation.flatMap(IsolationName.level) {
            options.isolation = .exactly(level)
        }
        options.handlers = [SealedStorageDispatcher(try SealedFolder(path: folder.path))]
        let rates = try await Enclave.withLaunched(
            image,
            policy: .development,
            options: options
        ) { enclave in
            try await measure(enclave)
        }
        var figures = [figure(rates, "the same BoringSSL outside", rates.outside, least: 0.85)]
        if let peer = try SoftHSMPeer.signaturesPerSecond(clone: clone, seconds: seconds) {
            figures.append(figure(rates, "SoftHSM 2 over PKCS #11", peer, least: 1))
        } else {
            StandardError.write("SoftHSM is not installed, and not compared with")
        }
        for figure in figures { print(try figure.line(json: bench.json)) }
        if !figures.allSatisfy(\.ok) { throw ExitCode(1) }
    }

    /// Signatures in a second.
    private struct Rates {
        let level: IsolationLevel
        let inside: Double
        let outside: Double
    }

    private func figure(
        _ rates: Rates,
        _ peer: String,
        _ peerRate: Double,
        least: Double
    ) -> Figure {
        Figure(
            figure: "P-256 signatures by typed calls (\(rates.level))",
            value: rates.inside,
            unit: "/s",
            peer: peer,
            peerValue: peerRate,
            target: .share(least)
        )
    }

    /// Measures in turn, so that both meet the same machine.
    private func measure(_ enclave: Enclave) async throws -> Rates {
        let signer = SignerClient(enclave)
        _ = try await signer.open(minimumGeneration: 0, mayCreate: true)
        var policy = KeyPolicy(purposes: [.digest])
        policy.usesCountedAhead = SignerLimits.usesCountedAhead
        _ = try await signer.makeKey(
            KeyRequest(name: "benchmark", algorithm: .p256, policy: policy)
        )
        let digest = [UInt8](repeating: 1, count: 32)
        let ticksPerMicrosecond = try await CryptoRates.measureClock()
        var fewest: (inside: Double, outside: Double) = (.infinity, .infinity)
        let end = ContinuousClock.now + .seconds(seconds)
        repeat {
            for _ in 0..<10 {
                let start = ContinuousClock.now
                for _ in 0..<Self.batch {
                    guard try await signer.sign("benchmark", digest: digest).count >= 64 else {
                        throw CommandFailure("the enclave gave no signature")
                    }
                }
                let time = (ContinuousClock.now - start).inMicroseconds
                fewest.inside = min(fewest.inside, time)
            }
            let outside = CryptoWork.measure(.signP256, rounds: Self.batch, batches: 10)
            guard outside.good == Self.batch * 10 else {
                throw CommandFailure("the same code outside gave no signature")
            }
            fewest.outside = min(
                fewest.outside,
                Double(outside.fewestTicks) / ticksPerMicrosecond
            )
        } while ContinuousClock.now < end
        return Rates(
            level: enclave.isolation,
            inside: Double(Self.batch) * 1e6 / fewest.inside,
            outside: Double(Self.batch) * 1e6 / fewest.outside
        )
    }
}
