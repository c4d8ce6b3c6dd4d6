import Foundation
import RedoubtAttestation
import Testing

@Suite("Evidence of Azure's confidential machines")
struct AzureTests {
    private static let time = Timestamp(secondsSince1970: 1_760_000_000)

    /// Evidence in Trustee's JSON: version 0 has arrays of numbers, later ones digits and base64.
    private func evidence(
        _ name: String
    ) throws -> (
        evidence: AzureEvidence, key: [[UInt8]], quote: [UInt8]?
    ) {
        let object = try Vectors.object("azure_vtpm/\(name)")
        let parts = try #require((object["tpm_quote"] ?? object["quote"]) as? [String: Any])
        let values = try #require(parts["pcrs"] as? [Any])
        let registers = Dictionary(
            uniqueKeysWithValues: values.enumerated().map { ($0, digits($1)) }
        )
        let report = try HCLReport(text(object["hcl_report"] ?? object["report"]))
        var keys: [[UInt8]] = []
        if let pem = object["vcek"] as? String {
            keys =
                pem.hasPrefix("-----")
                ? try CertificateFile.certificates(Array(pem.utf8)) : [try Vectors.base64(pem)]
        }
        return (
            AzureEvidence(
                report: report,
                tpm: TPMEvidence(
                    quote: try TPMQuote(digits(parts["message"])),
                    signature: TPMSignature(rsassa: digits(parts["signature"]), hash: .sha256),
                    registers: [.sha256: registers]
                )
            ), keys, try object["td_quote"].map { try text($0) }
        )
    }

    private func digits(_ value: Any?) -> [UInt8] {
        (value as? String).map { Vectors.hexadecimal($0) } ?? numbers(value)
    }

    private func text(_ value: Any?) throws -> [UInt8] {
        try (value as? String).map { try Vectors.base64($0) } ?? numbers(value)
    }

    private func numbers(_ value: Any?) -> [UInt8] {
        (value as? [NSNumber])?.map { UInt8(truncating: $0) } ?? []
    }

    private func chain(_ product: String) throws -> [[UInt8]] {
        try CertificateFile.certificates(Vectors.bytes("sev_snp/amd_\(product)_vcek_chain.pem"))
    }

    @Test(
        "SNP evidence is accepted with its nonce, and has the registers of the index",
        arguments: [
            ("snp_evidence-v0.json", "milan"), ("snp_evidence-v1.json", "milan"),
            ("snp_evidence-v2.json", "milan"), ("snp_evidence-genoa.json", "genoa"),
        ]
    )
    func snp(_ name: String, _ product: String) throws {
        let (evidence, keys, _) = try evidence(name)
        let certificates = keys + (try chain(product))
        let nonce = evidence.tpm.quote.extraData
        let verdict = evidence.appraise(
            certificates: certificates,
            nonce: nonce,
            at: Self.time,
            policy: AppraisalPolicy()
        )
        guard case .accepted(let verified) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        let files = try Vectors.object("azure_vtpm/index.json")["files"] as? [[String: Any]] ?? []
        let entry = try #require(files.first { $0["file"] as? String == name })
        let expected = try #require(entry["expected"] as? [String: Any])
        let first = verified.claims.measurements.first { $0.name == "PCR0" }
        #expect(first?.value == Vectors.hexadecimal(expected["pcr00"] as? String ?? ""))
        let other = evidence.appraise(
            certificates: certificates,
            nonce: nonce + [0],
            at: Self.time,
            policy: AppraisalPolicy()
        )
        #expect(!other.isAccepted)
    }

    @Test("The parts of one machine do not go with another's report")
    func mixed() throws {
        let (first, keys, _) = try evidence("snp_evidence-v1.json")
        let (second, _, _) = try evidence("snp_evidence-v2.json")
        let verdict = AzureEvidence(report: first.report, tpm: second.tpm).appraise(
            certificates: keys + (try chain("milan")),
            nonce: second.tpm.quote.extraData,
            at: Self.time,
            policy: AppraisalPolicy()
        )
        #expect(!verdict.isAccepted)
    }

    @Test(
        "TDX evidence binds TPM, report and quote",
        arguments: ["tdx_evidence-v0.json", "tdx_evidence-v1.json"]
    )
    func tdx(_ name: String) throws {
        let (evidence, _, bytes) = try evidence(name)
        let quote = try Quote(#require(bytes))
        #expect(quote.body.reportData == Array(quote.body.reportData))
        let kept = VerifiedCollateral(try QuoteCase.domain.bundle())
        let verdict = evidence.appraise(
            quote: quote,
            collateral: kept,
            nonce: evidence.tpm.quote.extraData,
            at: QuoteCase.domain.time,
            policy: .intel
        )
        guard case .refused(let refusal) = verdict else { return }
        // The bundle may be another platform's; nothing may be said against the binding or the TPM.
        #expect(
            !refusal.contains { $0.code == .binding || $0.location == "tpm.signature" },
            "\(refusal)"
        )
    }

    @Test("Every HCL report is read, and a truncated one is not")
    func reports() throws {
        for name in [
            "kinvolk_hcl-report-snp.bin", "kinvolk_hcl-report-tdx.bin", "snp_hcl-report.bin",
            "tdx_hcl-report.bin",
        ] {
            let bytes = try Vectors.bytes("azure_vtpm/\(name)")
            let report = try HCLReport(bytes)
            #expect(report.runtimeData.first == UInt8(ascii: "{"))
            for count in stride(from: 0, to: 1236 + report.runtimeData.count, by: 7) {
                #expect(throws: Reason.self) { try HCLReport(Array(bytes.prefix(count))) }
            }
        }
    }
}
