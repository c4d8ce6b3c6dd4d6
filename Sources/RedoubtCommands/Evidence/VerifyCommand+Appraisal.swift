import ArgumentParser
import Foundation
import RedoubtAttestation

extension VerifyCommand {
    /// Reads a time of the command line.
    static func timestamp(_ text: String) throws -> Timestamp {
        guard let time = Timestamp(text) else {
            throw ValidationError("\"\(text.prefix(40))\" is no time such as 2026-01-01T00:00:00Z")
        }
        return time
    }

    /// The policy that the user gave.
    func chosenPolicy() throws -> AppraisalPolicy? {
        var chosen: AppraisalPolicy?
        if let policy {
            let bytes = try InputFile(policy, "a policy", limitBytes: 4 << 20).bytes
            do throws(Reason) {
                chosen = try AppraisalPolicy(json: bytes)
            } catch {
                throw CommandFailure("\(policy): \(error)")
            }
        }
        guard strict else { return chosen }
        var stricter = chosen ?? .intel
        stricter.strictRules = .all
        return stricter
    }

    /// Decides, with what the family needs.
    func appraise(_ evidence: Evidence, in file: String) throws -> Verdict {
        let time = at ?? Timestamp(Date())
        let given = try chosenPolicy()
        switch evidence {
        case .quote(let quote):
            return quote.appraise(
                collateral: try collateral.bundle(for: quote, in: file, at: time, root: root),
                at: time,
                policy: given ?? .intel,
                root: try trustedRoot() ?? .intelSGX
            )
        case .snp(let report):
            let bundle = try collateral.endorsements(for: report, in: file, at: time, root: root)
            return report.appraise(
                certificates: bundle.certificates,
                revocationLists: bundle.revocationLists,
                at: time,
                policy: given ?? AppraisalPolicy(),
                root: try trustedRoot()
            )
        case .nitro(let document):
            return document.appraise(
                at: time,
                policy: given ?? AppraisalPolicy(),
                root: try trustedRoot() ?? .awsNitro
            )
        case .tpm(let quote):
            return try keys.evidence(quote).appraise(
                key: try keys.requiredKey(),
                nonce: try keys.requiredNonce(quote),
                at: time,
                policy: given ?? AppraisalPolicy()
            )
        case .azure(let report):
            let azure = AzureEvidence(report: report, tpm: try keys.azureQuote())
            return try appraise(azure, file, [], try keys.hardwareQuote(), time, given)
        case .machine(let machine):
            guard let azure = machine.azure else {
                return machine.tpm.appraise(
                    key: try keys.requiredKey(),
                    nonce: try keys.requiredNonce(machine.tpm.quote),
                    at: time,
                    policy: given ?? AppraisalPolicy()
                )
            }
            let quote = try keys.hardwareQuote() ?? machine.quote.map { (file, $0) }
            return try appraise(azure, file, machine.certificates, quote, time, given)
        case .psa(let token):
            return token.appraise(
                key: try keys.requiredKey(),
                at: time,
                policy: bound(given ?? AppraisalPolicy())
            )
        case .cca(let token):
            return token.appraise(
                key: try keys.requiredKey(),
                at: time,
                policy: bound(given ?? AppraisalPolicy())
            )
        }
    }

    /// A policy that asks for the nonce of the command line, if there is one.
    private func bound(_ policy: AppraisalPolicy) -> AppraisalPolicy {
        var bound = policy
        if let nonce = keys.nonce { bound.reportData = nonce }
        return bound
    }

    private func appraise(
        _ azure: AzureEvidence,
        _ file: String,
        _ certificates: [[UInt8]],
        _ quote: (path: String, Quote)?,
        _ time: Timestamp,
        _ given: AppraisalPolicy?
    ) throws -> Verdict {
        let nonce = try keys.requiredNonce(azure.tpm.quote)
        switch azure.report.hardware {
        case .snp(let report):
            let bundle = try collateral.endorsements(for: report, in: file, at: time, root: root)
            return azure.appraise(
                certificates: certificates + bundle.certificates,
                revocationLists: bundle.revocationLists,
                nonce: nonce,
                at: time,
                policy: given ?? AppraisalPolicy(),
                root: try trustedRoot()
            )
        case .tdx:
            guard let (path, quote) = quote else {
                throw CommandFailure(
                    "A TDX report is vouched for by its quote: name the quote's file with --tdx-quote."
                )
            }
            return azure.appraise(
                quote: quote,
                collateral: VerifiedCollateral(
                    try collateral.bundle(for: quote, in: path, at: time, root: root),
                    root: try trustedRoot() ?? .intelSGX
                ),
                nonce: nonce,
                at: time,
                policy: given ?? .intel
            )
        }
    }

    /// Prints a refusal of bytes that are no evidence.
    func show(_ reason: Reason) {
        guard json else {
            print("REFUSED\n  \(reason)")
            return
        }
        let reasons = String(decoding: reason.json, as: UTF8.self)
        print("{\"verdict\":\"refused\",\"reasons\":[\(reasons)]}")
    }

    private func trustedRoot() throws -> TrustedRoot? {
        guard let root else { return nil }
        let bytes = try InputFile(root, "a root certificate", limitBytes: 1 << 20).bytes
        do throws(Reason) {
            return try TrustedRoot(pem: bytes)
        } catch {
            throw CommandFailure("\(root): \(error)")
        }
    }
}
