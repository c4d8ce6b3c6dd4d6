import Testing

@testable import RedoubtAttestation

/// Genuine evidence, to be changed: one or more pieces of bytes, and how they are read and decided about.
struct MutationSample: Sendable, CustomTestStringConvertible {
    /// What was read, with what it says before anybody has checked it.
    struct Reading {
        let claims: Claims
        let decide: () -> Verdict
    }

    let name: String
    let parts: @Sendable () throws -> [[UInt8]]
    /// What takes long and is the same for all changes is done once, in the outer closure.
    let reader: @Sendable () throws -> ([[UInt8]]) throws -> Reading

    var testDescription: String { name }

    static let all = snp + nitro + tpm + azureSNP + azureTDX + tokens

    static let time = Timestamp(secondsSince1970: 1_760_000_000)
    static var lenient: AppraisalPolicy { AppraisalPolicy { AllowDebug() } }

    private static let snp = SNPTests.samples.map { sample in
        MutationSample(name: sample.report) {
            [try Vectors.bytes("sev_snp/\(sample.report)")]
        } reader: {
            let kept = VerifiedEndorsements(
                EndorsementBundle(certificates: try sample.certificates(), revocationLists: [])
            )
            return { parts in
                let report = try SNPReport(parts[0])
                return Reading(claims: report.uncheckedClaims) {
                    report.appraise(endorsements: kept, at: sample.time, policy: lenient)
                }
            }
        }
    }

    private static let nitro = [
        ("evervault_valid-attestation-doc.cose", "2022-10-13T09:10:00Z"),
        ("evervault_debug-mode-attestation-doc.cose", "2022-10-12T14:00:00Z"),
        ("fortanix_request_proper.bin", "2021-09-09T10:30:00Z"),
    ].map { name, at in
        MutationSample(name: name) {
            [try Vectors.bytes("nitro/\(name)")]
        } reader: {
            let time = try #require(Timestamp(at))
            return { parts in
                let document = try NitroDocument(parts[0])
                return Reading(claims: document.uncheckedClaims) {
                    document.appraise(at: time, policy: lenient)
                }
            }
        }
    }

    private static let tpm = [
        MutationSample(name: "keylime_quote.out") {
            [
                try Vectors.bytes("tpm2/keylime_quote.out"),
                try Vectors.bytes("tpm2/keylime_quotesig.out"),
            ]
        } reader: {
            let key = try Vectors.bytes("tpm2/keylime_akpub.pem")
            let genuine = try TPMQuote(Vectors.bytes("tpm2/keylime_quote.out"))
            let registers = try TPMTests().keylimeRegisters(genuine)
            return { parts in
                let evidence = TPMEvidence(
                    quote: try TPMQuote(parts[0]),
                    signature: try TPMSignature(parts[1]),
                    registers: registers
                )
                return Reading(claims: evidence.uncheckedClaims) {
                    // The nonce is not what the mutation is to be found by.
                    let nonce = evidence.quote.extraData
                    return evidence.appraise(key: key, nonce: nonce, at: time, policy: lenient)
                }
            }
        },
        MutationSample(name: "trustee_tpm_evidence.json") {
            let object = try Vectors.object("tpm2/trustee_tpm_evidence.json")
            let parts = try #require(object["tpm_quote"] as? [String: Any])
            return try ["message", "signature"].map {
                try Vectors.base64(parts[$0] as? String ?? "")
            }
        } reader: {
            let object = try Vectors.object("tpm2/trustee_tpm_evidence.json")
            let key = try Vectors.base64(object["ak_public"] as? String ?? "")
            let machine = try MachineEvidence(
                json: Vectors.bytes("tpm2/trustee_tpm_evidence.json")
            )
            return { parts in
                let evidence = TPMEvidence(
                    quote: try TPMQuote(parts[0]),
                    signature: try TPMSignature(parts[1]),
                    registers: machine.tpm.registers
                )
                return Reading(claims: evidence.uncheckedClaims) {
                    let nonce = evidence.quote.extraData
                    return evidence.appraise(key: key, nonce: nonce, at: time, policy: lenient)
                }
            }
        },
    ]

    private static let tokens = [
        ("veraison_psa-evidence.cbor", "veraison_ec.p256.jwk"),
        ("veraison_psa.good.cbor", "veraison_ec.p256.jwk"),
        ("tfm_psa-2_0_0_sign1.bin", "tfm_public.pem"),
        ("tfm_psa-iot-1_sign1.bin", "tfm_public.pem"),
        ("veraison_cca-good.cbor", "veraison_ec.p256.jwk"),
        ("trustee_cca-example-token.cbor", "trustee_cpak-pub.json"),
    ].map { name, keyName in
        MutationSample(name: name) {
            [try Vectors.bytes("eat_cwt/\(name)")]
        } reader: {
            let key = try Vectors.bytes("eat_cwt/\(keyName)")
            return { parts in
                if name.contains("cca") {
                    let token = try ConfidentialComputeToken(parts[0])
                    return Reading(claims: token.uncheckedClaims) {
                        token.appraise(key: key, at: time, policy: lenient)
                    }
                }
                let token = try AttestationToken(parts[0])
                return Reading(claims: token.uncheckedClaims) {
                    token.appraise(key: key, at: time, policy: lenient)
                }
            }
        }
    }
}
