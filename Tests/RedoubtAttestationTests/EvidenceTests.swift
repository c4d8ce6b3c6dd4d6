import RedoubtAttestation
import Testing

@Suite("Evidence, recognised by its content")
struct EvidenceTests {
    @Test(
        "Each family is recognised, and shows its fields",
        arguments: [
            ("dcap/quotes/dcapqvl_sgx_quote.bin", "SGX or TDX quote"),
            ("dcap/quotes/gotdx_quote_v5_sample.bin", "SGX or TDX quote"),
            ("sev_snp/routex_attestation_0.bin", "SEV-SNP report"),
            ("sev_snp/gosev_attestation.bin", "SEV-SNP report"),
            ("nitro/evervault_valid-attestation-doc.cose", "Nitro document"),
            ("tpm2/keylime_quote.out", "TPM 2.0 quote"),
            ("azure_vtpm/snp_hcl-report.bin", "Azure HCL report"),
            ("eat_cwt/veraison_psa.good.cbor", "Arm PSA token"),
            ("eat_cwt/veraison_cca-good.cbor", "Arm CCA token"),
        ]
    )
    func families(_ path: String, _ family: String) throws {
        let fields = try Evidence(Vectors.bytes(path)).fields
        #expect(fields.first?.value == family)
        #expect(fields.count > 5)
    }

    @Test("Bytes that begin like nothing are refused with a reason")
    func unknown() {
        for bytes in [[], [0], [UInt8](repeating: 0, count: 1184), Array("hello".utf8)] {
            #expect(throws: Reason.self) { try Evidence(bytes) }
        }
    }
}
