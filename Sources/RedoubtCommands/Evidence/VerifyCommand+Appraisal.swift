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
    func appraise(_ evidence: Evidence) throws -> Verdict {
        let time = at ?? Timestamp(Date())
        let given = try chosenPolicy()
        switch evidence {
        case .quote(let quote):
            return quote.appraise(
                collateral: try bundle(),
                at: time,
                policy: given ?? .intel,
                root: try trustedRoot() ?? .intelSGX
            )
        case .snp(let report):
            return report.appraise(
                certificates: try chain(),
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
        case .tpm, .azure, .psa, .cca:
            throw CommandFailure(
                "This family is verified in Swift only, because keys and nonces belong to it: see "
                    + "RedoubtAttestation. `redoubt inspect-evidence` shows what the bytes say."
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

    private func bundle() throws -> Collateral {
        guard let collateral else {
            throw CommandFailure(
                "A quote needs the platform's collateral: name it with --collateral."
            )
        }
        let bytes = try InputFile(collateral, "a bundle of collateral", limitBytes: 16 << 20).bytes
        do throws(Reason) {
            return try Collateral(json: bytes)
        } catch {
            throw CommandFailure("\(collateral): \(error)")
        }
    }

    private func chain() throws -> [[UInt8]] {
        guard !certificates.isEmpty else {
            throw CommandFailure(
                "An SNP report needs the certificate of the key that signed it, and its issuers': name the "
                    + "files with --certificates."
            )
        }
        return try certificates.flatMap { path in
            let bytes = try InputFile(path, "certificates", limitBytes: 1 << 20).bytes
            do throws(Reason) {
                return try CertificateFile.certificates(bytes)
            } catch {
                throw CommandFailure("\(path): \(error)")
            }
        }
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
