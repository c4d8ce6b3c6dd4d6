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

    @OptionGroup var options: EnclaveBenchOptions

    /// The parent's flag, `--json`, holds here too.
    @ParentCommand var bench: BenchCommand

    private static let batch = 200

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let storage = SealedStorageDispatcher(try SealedFolder(path: folder.path))
        let figures = try await options.withEnclave("SignerEnclave", handlers: [storage]) {
            enclave,
            clone in
            let rates = try await measure(enclave)
            let outside = figure(rates, "the same BoringSSL outside", rates.outside, least: 0.85)
            guard
                let peer = try SoftHSMPeer.signaturesPerSecond(
                    clone: clone,
                    seconds: options.seconds
                )
            else {
                StandardError.write("SoftHSM is not installed, and not compared with")
                return [outside]
            }
            return [outside, figure(rates, "SoftHSM 2 over PKCS #11", peer, least: 1)]
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
        let end = ContinuousClock.now + .seconds(options.seconds)
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
