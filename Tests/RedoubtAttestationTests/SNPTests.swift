import Foundation
import RedoubtAttestation
import SeededTesting
import Testing

@Suite("SEV-SNP reports")
struct SNPTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let report: String
        let key: String
        let chain: String
        let at: String
        var testDescription: String { report }

        func certificates() throws -> [[UInt8]] {
            try CertificateFile.certificates(Vectors.bytes("sev_snp/\(key)"))
                + CertificateFile.certificates(Vectors.bytes("sev_snp/\(chain)"))
        }

        func read() throws -> SNPReport {
            try SNPReport(Vectors.bytes("sev_snp/\(report)"))
        }

        var time: Timestamp {
            guard let time = Timestamp(at) else { preconditionFailure("no time: \(at)") }
            return time
        }
    }

    static let samples = [
        Sample(
            report: "gosev_attestation.bin",
            key: "gosev_vcek.der",
            chain: "amd_milan_vcek_chain.pem",
            at: "2022-09-24T01:00:00Z"
        ),
        Sample(
            report: "routex_attestation_0.bin",
            key: "routex_vcek-chain-genoa-v5.pem",
            chain: "amd_genoa_vcek_chain.pem",
            at: "2026-01-01T00:00:00Z"
        ),
        Sample(
            report: "routex_attestation_2.bin",
            key: "routex_vcek-chain-milan.pem",
            chain: "trustee_milan_ask_ark_asvk.pem",
            at: "2026-01-01T00:00:00Z"
        ),
        Sample(
            report: "trustee_test-report.bin",
            key: "trustee_test-vcek.der",
            chain: "trustee_milan_ask_ark_asvk.pem",
            at: "2025-01-01T00:00:00Z"
        ),
        Sample(
            report: "trustee_test-vlek-report.bin",
            key: "trustee_test-vlek.der",
            chain: "amd_milan_vlek_chain.pem",
            at: "2025-01-01T00:00:00Z"
        ),
        Sample(
            report: "virtee_report_milan.bin",
            key: "virtee_vcek_milan.der",
            chain: "amd_milan_vcek_chain.pem",
            at: "2025-01-01T00:00:00Z"
        ),
    ]

    @Test("A genuine report is accepted with the claims of the index", arguments: samples)
    func genuine(_ sample: Sample) throws {
        let verdict = try sample.read().appraise(
            certificates: sample.certificates(),
            at: sample.time,
            policy: AppraisalPolicy { AllowDebug() }
        )
        guard case .accepted(let verified) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        let files = try Vectors.object("sev_snp/index.json")["files"] as? [[String: Any]] ?? []
        let entry = try #require(files.first { $0["file"] as? String == sample.report })
        let checked = try #require(entry["checked"] as? [String: Any])
        #expect(
            verified.measurement == Vectors.hexadecimal(checked["measurement"] as? String ?? "")
        )
        #expect(verified.reportData == Vectors.hexadecimal(checked["report_data"] as? String ?? ""))
        #expect(try sample.read().version == checked["version"] as? UInt32)
    }

    @Test("Another chip's key, another product's, a wrong one and a missing issuer are refused")
    func wrongCertificates() throws {
        let sample = Self.samples[0]
        let report = try sample.read()
        let chain = try CertificateFile.certificates(Vectors.bytes("sev_snp/\(sample.chain)"))
        func verdict(_ key: String, _ chain: [[UInt8]]) throws -> Verdict {
            report.appraise(
                certificates: try CertificateFile.certificates(Vectors.bytes("sev_snp/\(key)"))
                    + chain,
                at: sample.time,
                policy: AppraisalPolicy()
            )
        }
        for key in [
            "virtee_vcek_milan.der", "virtee_vcek_turin.der", "trustee_test-vlek.der",
            "routex_vcek_genoa_with_turin_product.der", "trustee_test-vcek-invalid-legacy.der",
        ] {
            #expect(try !verdict(key, chain).isAccepted, "\(key)")
        }
        #expect(try !verdict(sample.key, []).isAccepted)
        let turin = try CertificateFile.certificates(
            Vectors.bytes("sev_snp/trustee_turin_ask_ark_asvk.pem")
        )
        #expect(try !verdict("routex_vcek_genoa_with_turin_product.der", turin).isAccepted)
    }

    @Test("A certificate whose signature is wrong is refused for that")
    func wrongSignature() throws {
        let sample = Self.samples[3]
        let verdict = try sample.read().appraise(
            certificates: CertificateFile.certificates(
                Vectors.bytes("sev_snp/trustee_test-vcek-invalid-legacy.der")
            ) + CertificateFile.certificates(Vectors.bytes("sev_snp/\(sample.chain)")),
            at: sample.time,
            policy: AppraisalPolicy()
        )
        guard case .refused(let refusal) = verdict else {
            Issue.record("it was accepted")
            return
        }
        #expect(refusal.contains { $0.code == .certificateSignature })
    }

    @Test("A policy's lowest versions of the platform's parts are compared")
    func parts() throws {
        let sample = Self.samples[0]
        for (minimum, isAccepted) in [(UInt8(68), true), (69, false)] {
            let verdict = try sample.read().appraise(
                certificates: sample.certificates(),
                at: sample.time,
                policy: AppraisalPolicy {
                    AllowDebug()
                    RequirePlatformPart("microcode", atLeast: minimum)
                }
            )
            #expect(verdict.isAccepted == isAccepted)
        }
    }

    @Test("A report without a certificate in the collection is read")
    func readOnly() throws {
        let report = try SNPReport(Vectors.bytes("sev_snp/routex_verify_genoa.bin"))
        #expect(report.version == 2)
        #expect(report.chipID.starts(with: Vectors.hexadecimal("d932d021261a3010c08aa11c8b5efcfb")))
    }

    @Test("A truncated or mutated report is refused", arguments: samples)
    func mutations(_ sample: Sample) throws {
        var generator = SeededGenerator(for: "mutations of \(sample.report)")
        let bytes = try Vectors.bytes("sev_snp/\(sample.report)")
        let certificates = try sample.certificates()
        for count in 0..<SNPReport.byteCount {
            #expect(throws: Reason.self) { try SNPReport(Array(bytes.prefix(count))) }
        }
        for _ in 0..<300 {
            var mutated = bytes
            let index = Int.random(in: 0..<SNPReport.byteCount, using: &generator)
            mutated[index] ^= UInt8.random(in: 1...255, using: &generator)
            guard let report = try? SNPReport(mutated) else { continue }
            let verdict = report.appraise(
                certificates: certificates,
                at: sample.time,
                policy: .intel
            )
            #expect(!verdict.isAccepted, "a report with byte \(index) changed was accepted")
        }
    }
}
