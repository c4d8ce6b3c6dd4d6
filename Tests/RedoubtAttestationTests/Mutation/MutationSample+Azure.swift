import Testing

@testable import RedoubtAttestation

extension MutationSample {
    static let azureSNP = [
        ("snp_evidence-v0.json", "milan"), ("snp_evidence-v1.json", "milan"),
        ("snp_evidence-v2.json", "milan"), ("snp_evidence-genoa.json", "genoa"),
    ].map { name, product in
        MutationSample(name: name) {
            try azureParts(name)
        } reader: {
            let machine = try MachineEvidence(json: Vectors.bytes("azure_vtpm/\(name)"))
            let chain = try CertificateFile.certificates(
                Vectors.bytes("sev_snp/amd_\(product)_vcek_chain.pem")
            )
            let kept = VerifiedEndorsements(
                EndorsementBundle(
                    certificates: machine.certificates + chain,
                    revocationLists: []
                )
            )
            return { parts in
                let evidence = try evidence(parts, machine)
                return Reading(claims: claims(evidence)) {
                    evidence.appraise(
                        endorsements: kept,
                        nonce: evidence.tpm.quote.extraData,
                        at: time,
                        policy: lenient
                    )
                }
            }
        }
    }

    static let azureTDX = [
        MutationSample(name: "tdx_evidence-v1.json") {
            try azureParts("tdx_evidence-v1.json")
        } reader: {
            let machine = try MachineEvidence(
                json: Vectors.bytes("azure_vtpm/tdx_evidence-v1.json")
            )
            let quote = try #require(machine.quote)
            let kept = VerifiedCollateral(
                try Collateral(json: Vectors.bytes("dcap/collateral/7100addd879943bc.json"))
            )
            let time = try #require(Timestamp("2026-06-27T22:27:15Z"))
            return { parts in
                let evidence = try evidence(parts, machine)
                return Reading(claims: claims(evidence)) {
                    evidence.appraise(
                        quote: quote,
                        collateral: kept,
                        nonce: evidence.tpm.quote.extraData,
                        at: time,
                        policy: .intel
                    )
                }
            }
        }
    ]

    /// The paravisor's report, the TPM's quote and its signature.
    private static func azureParts(_ name: String) throws -> [[UInt8]] {
        let machine = try MachineEvidence(json: Vectors.bytes("azure_vtpm/\(name)"))
        let object = try Vectors.object("azure_vtpm/\(name)")
        let report = object["hcl_report"] ?? object["report"]
        let bytes =
            try (report as? String).map { try Vectors.base64($0) }
            ?? (report as? [Int] ?? []).map { UInt8($0) }
        return [bytes, machine.tpm.quote.bytes, machine.tpm.signature.value]
    }

    private static func evidence(
        _ parts: [[UInt8]],
        _ machine: MachineEvidence
    ) throws -> AzureEvidence {
        AzureEvidence(
            report: try HCLReport(parts[0]),
            tpm: TPMEvidence(
                quote: try TPMQuote(parts[1]),
                signature: TPMSignature(rsassa: parts[2], hash: .sha256),
                registers: machine.tpm.registers
            )
        )
    }

    /// What the evidence says, of the hardware, in the runtime data and of the TPM.
    private static func claims(_ evidence: AzureEvidence) -> Claims {
        var claims = evidence.tpm.uncheckedClaims
        claims.details["quote"] = Hexadecimal.encode(evidence.tpm.quote.bytes)
        claims.details["runtime data"] = Hexadecimal.encode(evidence.report.runtimeData)
        claims.details["report data"] = Hexadecimal.encode(evidence.report.reportData)
        if case .snp(let hardware) = evidence.report.hardware {
            claims.measurements += hardware.uncheckedClaims.measurements
            claims.details["hardware"] = Hexadecimal.encode(hardware.bytes.prefix(0x2a0))
        }
        return claims
    }
}
