import ArgumentParser
import Foundation
import RedoubtAttestation

/// The command `redoubt verify`.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Decides whether evidence of hardware is genuine and meets a policy.",
        discussion: """
            Any family is recognised by content: SGX and TDX quotes (which need --collateral), SEV-SNP reports (which \
            need --certificates), Nitro documents, a TPM's quotes (--signature, --pcrs, --key, --nonce), Azure's \
            reports (--tpm-quote, --signature, --pcrs, --nonce, and --certificates or --tdx-quote and --collateral), \
            JSON that holds the parts of one of these two (--nonce), and Arm's PSA and CCA tokens (--key). --fetch \
            gets collateral and certificates from the makers' services, and --cache keeps them. Status 0 says that \
            the evidence is accepted; a refusal has status 1 and names every reason. Without --policy, quotes are \
            decided by Intel's rules, which accept every TCB status but Revoked, and debug; the others are refused \
            under debug.
            """
    )

    @Argument(help: "The evidence.")
    var file: String?

    @Option(help: ArgumentHelp("A file of cases, verified one after another.", valueName: "file"))
    var cases: String?

    @OptionGroup(title: "What evidence is checked with") var collateral: CollateralOptions

    @OptionGroup(title: "For TPMs and Arm's tokens") var keys: KeyOptions

    @Option(
        help: ArgumentHelp(
            "The time to decide for, as in 2026-01-01T00:00:00Z; now unless told.",
            valueName: "time"
        ),
        transform: Self.timestamp
    )
    var at: Timestamp?

    @Option(
        help: ArgumentHelp("A policy; its schema is docs/policy.schema.json.", valueName: "file")
    )
    var policy: String?

    @Option(
        help: ArgumentHelp("A root to trust instead of the maker's, PEM.", valueName: "file")
    )
    var root: String?

    @Flag(help: "Add all rules for quotes that are stricter than Intel's.")
    var strict = false

    @Flag(help: "Print the verdict as one JSON object.")
    var json = false

    func validate() throws {
        guard (file == nil) != (cases == nil) else {
            throw ValidationError("Name the evidence, or a file of cases with --cases.")
        }
    }

    func run() throws {
        if let cases {
            try verifyCases(cases)
            return
        }
        guard let file else { return }
        let bytes = try InputFile(file, "evidence", limitBytes: 4 << 20).bytes
        let evidence: Evidence
        do throws(Reason) {
            evidence = try Evidence(bytes)
        } catch {
            show(error)
            throw ExitCode(1)
        }
        let verdict = try appraise(evidence, in: file)
        print(json ? String(decoding: verdict.json, as: UTF8.self) : VerdictText.text(verdict))
        if !verdict.isAccepted { throw ExitCode(1) }
    }

    private func verifyCases(_ path: String) throws {
        let chosen = try chosenPolicy() ?? .intel
        let base = URL(fileURLWithPath: path).deletingLastPathComponent()
        var output = BufferedOutput()
        for verification in try VerificationCase.load(path) {
            try output.write(verification.outcome(in: base, chosen).line)
        }
        try output.flush()
    }
}
