import ArgumentParser
import Foundation
internal import Glibc
import RedoubtAttestation
import RedoubtControl

/// The command `redoubt bench verify`.
struct BenchVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Measures how many quotes are verified in a second, on one thread.",
        discussion: """
            For each case: cold, with all collateral read and checked for every quote; the same with the root from \
            the case's file, so that no certificate is known beforehand and every signature is checked; and warm, with \
            the collateral kept. `make bench-verify` measures dcap-qvl beside it.
            """
    )

    @Option(help: ArgumentHelp("A file of cases.", valueName: "file"))
    var cases = "Tests/RedoubtAttestationTests/Vectors/dcap/cases.json"

    @Option(help: "How long to measure each figure, in seconds.")
    var seconds = 4.0

    /// The parent's flag, `--json`, holds here too.
    @ParentCommand var bench: BenchCommand

    @Argument(help: "The ids of cases, which must be accepted; three genuine quotes unless told.")
    var ids = [
        "genuine/sgx_dcap_v3/dcapqvl_sgx_quote@1751624924",
        "genuine/tdx_v4/dcapqvl_tdx_quote@1751624191",
        "genuine/tdx_v5/gotdx_quote_v5_sample@1772707803",
    ]

    func validate() throws {
        guard seconds > 0, seconds <= 600 else {
            throw ValidationError("--seconds must be more than 0 and at most 600.")
        }
    }

    func run() throws {
        #if DEBUG
        StandardError.write("This is a debug build: the figures say nothing about a release.")
        #endif
        let base = URL(fileURLWithPath: cases).deletingLastPathComponent()
        let all = try VerificationCase.load(cases)
        MemoryPeak.begin()
        for id in ids {
            guard let found = all.first(where: { $0.id == id }) else {
                throw CommandFailure("There is no case \(id) in \(cases).")
            }
            try measure(id, try found.inputs(in: base))
        }
        try show("peak memory above the start", MemoryPeak.growthMiB(), "MiB", "")
    }

    private func measure(_ id: String, _ inputs: VerificationInputs) throws {
        let collateral: Collateral
        let foreign: TrustedRoot
        do throws(Reason) {
            collateral = try Collateral(json: inputs.collateral)
            foreign = try TrustedRoot(pem: inputs.root)
        } catch {
            throw CommandFailure("\(id): \(error)")
        }
        let kept = VerifiedCollateral(collateral)
        func verdict(_ collateral: VerifiedCollateral) throws -> Verdict {
            do throws(Reason) {
                return try Quote(inputs.quote)
                    .appraise(collateral: collateral, at: inputs.time, policy: .intel)
            } catch {
                throw CommandFailure("\(id): \(error)")
            }
        }
        guard try verdict(kept).isAccepted else { throw CommandFailure("\(id) is refused.") }
        try show("cold", rate { try verdict(VerifiedCollateral(collateral)) }, "quotes/s", id)
        try show(
            "cold, every signature",
            rate { try verdict(VerifiedCollateral(collateral, root: foreign)) },
            "quotes/s",
            id
        )
        try show("warm", rate { try verdict(kept) }, "quotes/s", id)
    }

    /// Quotes per second of processor time: the median of five windows.
    ///
    /// What other programs take of the processor does not count.
    private func rate(_ verify: () throws -> Verdict) throws -> Double {
        var rates: [Double] = []
        for _ in 0..<5 {
            let start = Self.processorSeconds()
            let end = ContinuousClock.now + .seconds(seconds / 5)
            var count = 0
            while ContinuousClock.now < end {
                guard try verify().isAccepted else { throw CommandFailure("A quote is refused.") }
                count += 1
            }
            rates.append(Double(count) / (Self.processorSeconds() - start))
        }
        return rates.sorted()[2]
    }

    /// The processor time that this thread has taken.
    private static func processorSeconds() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private func show(_ figure: String, _ value: Double, _ unit: String, _ id: String) throws {
        let number = String(format: "%.1f", value)
        guard bench.json else {
            print(
                figure.padding(toLength: 28, withPad: " ", startingAt: 0)
                    + "\(number) \(unit)  \(id)"
            )
            return
        }
        print(
            "{\"id\":\"\(id)\",\"figure\":\"\(figure)\",\"value\":\(number),\"unit\":\"\(unit)\"}"
        )
    }
}
