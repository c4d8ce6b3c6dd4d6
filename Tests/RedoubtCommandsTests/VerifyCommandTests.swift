import EnclaveTesting
import Foundation
import Testing

@testable import RedoubtCommands

@Suite("redoubt verify")
struct VerifyCommandTests {
    private static let vectors = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../RedoubtAttestationTests/Vectors").standardizedFileURL.path

    private func redoubt(_ arguments: String...) async throws -> ProgramResult {
        let output = try await CommandFolder().redoubt(arguments)
        return ProgramResult(
            status: output.status,
            text: output.standardOutput,
            object: (try? JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8)))
                as? [String: Any]
        )
    }

    private struct ProgramResult {
        let status: Int32
        let text: String
        let object: [String: Any]?
    }

    private var quote: [String] {
        [
            "verify", "\(Self.vectors)/dcap/quotes/dcapqvl_sgx_quote.bin", "--collateral",
            "\(Self.vectors)/dcap/collateral/bbffd2a57f43563b.json", "--at", "2025-07-04T10:28:44Z",
        ]
    }

    @Test func `Every case of a file has one line, as it is expected`() async throws {
        let path = "\(Self.vectors)/dcap/cases.json"
        let cases = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path)))
        var expected: [String: Bool] = [:]
        for example in try #require(cases as? [[String: Any]]) {
            let id = try #require(example["id"] as? String)
            expected[id] = (example["expect"] as? [String: Any])?["ok"] as? Bool
        }
        var found: [String: Bool] = [:]
        for line in try await redoubt("verify", "--cases", path).text.split(separator: "\n") {
            let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            let id = try #require(row?["id"] as? String)
            #expect(row?["status"] is String || row?["status"] is NSNull)
            found[id] = row?["ok"] as? Bool
        }
        #expect(found == expected)
    }

    @Test func `A quote is accepted by Intel's rules, and its JSON has the claims`() async throws {
        let output = try await CommandFolder().redoubt(quote + ["--json"])
        #expect(output.status == 0)
        let object =
            try JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8))
            as? [String: Any]
        #expect(object?["verdict"] as? String == "accepted")
        #expect(object?["status"] as? String == "ConfigurationAndSWHardeningNeeded")
        let claims = try #require(object?["claims"] as? [String: Any])
        #expect((claims["signer"] as? String)?.hasPrefix("815f42f11cf64430") == true)
    }

    @Test func `A policy refuses with every reason, and a mistake in it is told`() async throws {
        let folder = try CommandFolder()
        try folder.write(Array(#"{"measurements": ["00"], "signers": ["00"]}"#.utf8), "policy.json")
        let refused = try await folder.redoubt(quote + ["--policy", "policy.json"])
        #expect(refused.status == 1)
        for code in ["[measurement]", "[signer]", "[tcb-status]"] {
            #expect(refused.standardOutput.contains(code))
        }
        try folder.write(Array(#"{"measurement": ["00"]}"#.utf8), "policy.json")
        let mistaken = try await folder.redoubt(quote + ["--policy", "policy.json"])
        #expect(mistaken.status != 0)
        #expect(mistaken.standardError.contains("measurement"))
    }

    @Test func `Reports and documents are verified with what they need`() async throws {
        let snp = try await redoubt(
            "verify",
            "\(Self.vectors)/sev_snp/virtee_report_milan.bin",
            "--certificates",
            "\(Self.vectors)/sev_snp/virtee_vcek_milan.der",
            "--certificates",
            "\(Self.vectors)/sev_snp/amd_milan_vcek_chain.pem",
            "--at",
            "2025-01-01T00:00:00Z"
        )
        #expect(snp.status == 0, "\(snp.text)")
        let nitro = "\(Self.vectors)/nitro/evervault_valid-attestation-doc.cose"
        let fresh = try await redoubt("verify", nitro, "--at", "2022-10-13T09:00:00Z")
        #expect(fresh.status == 0, "\(fresh.text)")
        let late = try await redoubt("verify", nitro, "--at", "2022-10-14T09:00:00Z", "--json")
        #expect(late.status == 1)
        #expect((late.object?["reasons"] as? [[String: Any]])?.isEmpty == false)
    }

    @Test func `What is no evidence is refused, and a quote without collateral is an error`()
        async throws
    {
        let folder = try CommandFolder()
        try folder.write(Array("hello".utf8), "hello.txt")
        let hello = try await folder.redoubt("verify", "hello.txt")
        #expect(hello.status == 1)
        #expect(hello.standardOutput.contains("REFUSED"))
        let bare = try await redoubt(quote[0], quote[1])
        #expect(bare.status != 0)
    }

    @Test func `Every field of evidence is shown`() async throws {
        let shown = try await redoubt("inspect-evidence", quote[1])
        #expect(shown.status == 0)
        for name in ["MRENCLAVE", "MRSIGNER", "ISVSVN", "QE MRSIGNER", "PCK FMSPC", "REPORTDATA"] {
            #expect(shown.text.contains(name))
        }
    }
}
