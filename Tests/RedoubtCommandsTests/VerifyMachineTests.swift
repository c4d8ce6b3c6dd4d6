import EnclaveTesting
import Foundation
import Testing

@testable import RedoubtCommands

@Suite("redoubt verify, for TPMs and tokens")
struct VerifyMachineTests {
    private static let vectors = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../RedoubtAttestationTests/Vectors").standardizedFileURL.path

    private let folder: CommandFolder

    init() throws { folder = try CommandFolder() }

    private func verify(_ file: String, _ options: String...) async throws -> ProgramOutput {
        try await folder.redoubt(["verify", "\(Self.vectors)/\(file)"] + options)
    }

    /// The registers of Keylime's quote, as tpm2_pcrread prints them.
    private static let registers = """
        sha256:
          15: 0x0000000000000000000000000000000000000000000000000000000000000000
          16: 0x9DBB22387E019C04DA95477333546082CE313152C4A7F8A6E1D5F0C77F4FB6F0
          22: 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF

        """
    private static let nonce = "db1db298db6d60e6385b7231743e9c3056a18003"

    private func keylime(
        registers: String = Self.registers,
        nonce: String = Self.nonce,
        key: String = "keylime_akpub.pem"
    ) async throws -> ProgramOutput {
        try folder.write(Array(registers.utf8), "pcrs.txt")
        return try await verify(
            "tpm2/keylime_quote.out",
            "--signature=\(Self.vectors)/tpm2/keylime_quotesig.out",
            "--key=\(Self.vectors)/tpm2/\(key)",
            "--pcrs=pcrs.txt",
            "--nonce=\(nonce)"
        )
    }

    @Test func `A TPM's quote is verified with key, registers and nonce`() async throws {
        let accepted = try await keylime()
        #expect(accepted.status == 0, "\(accepted)")
        #expect(accepted.standardOutput.contains("PCR16"))
        for refused in [
            try await keylime(nonce: "00"), try await keylime(key: "keylime_ekpub.pem"),
            try await keylime(
                registers: Self.registers.replacingOccurrences(of: "  15", with: "  14")
            ),
        ] {
            #expect(refused.status == 1)
            #expect(refused.standardOutput.hasPrefix("REFUSED"))
        }
    }

    @Test func `What a quote lacks is told, with the option that takes it`() async throws {
        let bare = try await verify("tpm2/keylime_quote.out")
        #expect(bare.status != 0)
        #expect(bare.standardError.contains("--signature"))
        for registers in ["", "sha256:\n 1: 0x00\n", "sha256:\nsha256:\n", "md5:\n", "15: 0x00\n"] {
            let malformed = try await keylime(registers: registers)
            #expect(malformed.status != 0 && malformed.standardError.contains("pcrs.txt"))
        }
        let nonce = try await keylime(nonce: "abc")
        #expect(nonce.status != 0 && nonce.standardError.contains("--nonce"))
        let token = try await verify("eat_cwt/veraison_psa.good.cbor")
        #expect(token.status != 0 && token.standardError.contains("--key"))
        let report = try await verify("azure_vtpm/kinvolk_hcl-report-snp.bin")
        #expect(report.status != 0 && report.standardError.contains("--tpm-quote"))
    }

    @Test func `Azure's evidence as JSON is verified with its nonce and AMD's chain`() async throws
    {
        for name in ["snp_evidence-v0.json", "snp_evidence-v1.json"] {
            let options = [
                "--certificates=\(Self.vectors)/sev_snp/amd_milan_vcek_chain.pem",
                "--at=2026-01-01T00:00:00Z",
            ]
            let path = "\(Self.vectors)/azure_vtpm/\(name)"
            // "challenge"
            let nonce = "--nonce=6368616c6c656e6765"
            let accepted = try await folder.redoubt(["verify", path, nonce] + options)
            #expect(accepted.status == 0, "\(accepted)")
            let refused = try await folder.redoubt(["verify", path, "--nonce=00"] + options)
            #expect(refused.status == 1)
            let bare = try await folder.redoubt(["verify", path] + options)
            #expect(bare.status != 0 && bare.standardError.contains("--nonce"))
        }
    }

    @Test func `A TPM's evidence as JSON takes the key from the command line, not from itself`()
        async throws
    {
        let path = "tpm2/trustee_tpm_evidence.json"
        let nonce =
            "--nonce=a04182b506878d4f29b91ee606a71a0d3361ccf1b22db20c98adcaa537bea393ef0e41a18b3569ab"
            + "678f1497fbc5c12000000000000000000000000000000000"
        let bare = try await verify(path, nonce)
        #expect(bare.status != 0 && bare.standardError.contains("--key"))
        let object =
            try JSONSerialization.jsonObject(
                with: Data(contentsOf: URL(filePath: "\(Self.vectors)/\(path)"))
            ) as? [String: Any]
        let key = try #require(Data(base64Encoded: object?["ak_public"] as? String ?? ""))
        try folder.write(Array(key), "ak.der")
        let accepted = try await verify(path, nonce, "--key=ak.der")
        #expect(accepted.status == 0, "\(accepted)")
        let other = try await verify(path, nonce, "--key=\(Self.vectors)/tpm2/keylime_akpub.pem")
        #expect(other.status == 1)
    }

    @Test func `Azure's report for TDX binds the TPM, and its quote is verified`() async throws {
        let evidence = try await verify(
            "azure_vtpm/tdx_evidence-v1.json",
            "--nonce=6368616c6c656e6765",
            "--collateral=\(Self.vectors)/dcap/collateral/7100addd879943bc.json",
            "--at=2026-06-27T22:27:15Z"
        )
        #expect(evidence.status == 0, "\(evidence)")
        let other = try await verify(
            "azure_vtpm/tdx_evidence-v1.json",
            "--nonce=6368616c6c656e6765",
            "--collateral=\(Self.vectors)/dcap/collateral/7100addd879943bc.json",
            "--tdx-quote=\(Self.vectors)/dcap/quotes/gotdx_quote_v5_sample.bin",
            "--at=2026-06-27T22:27:15Z"
        )
        #expect(other.status == 1)
    }

    @Test func `Arm's tokens are verified with the device's key and, if given, the nonce`()
        async throws
    {
        let key = "--key=\(Self.vectors)/eat_cwt/veraison_ec.p256.jwk"
        let psa = try await verify("eat_cwt/veraison_psa.good.cbor", key)
        #expect(psa.status == 0, "\(psa)")
        let late = try await verify("eat_cwt/veraison_psa.good.cbor", key, "--nonce=00")
        #expect(late.status == 1)
        let other = try await verify(
            "eat_cwt/veraison_psa.good.cbor",
            "--key=\(Self.vectors)/eat_cwt/veraison_ec.p384.jwk"
        )
        #expect(other.status == 1)
        let firmware = try await verify(
            "eat_cwt/tfm_psa-2_0_0_sign1.bin",
            "--key=\(Self.vectors)/eat_cwt/tfm_public.pem"
        )
        #expect(firmware.status == 0, "\(firmware)")
        try folder.write(Array(#"{"allow_debug": true}"#.utf8), "policy.json")
        let cca = try await verify("eat_cwt/veraison_cca-good.cbor", key, "--policy=policy.json")
        #expect(cca.status == 0, "\(cca)")
    }
}
