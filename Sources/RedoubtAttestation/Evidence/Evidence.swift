/// Evidence of any family, recognised by its content.
public enum Evidence: Sendable {
    /// An SGX or TDX quote.
    case quote(Quote)
    /// A report of SEV-SNP.
    case snp(SNPReport)
    /// A document of a Nitro enclave.
    case nitro(NitroDocument)
    /// What a TPM signs when it quotes its registers.
    case tpm(TPMQuote)
    /// What Azure's paravisor puts into a virtual TPM.
    case azure(HCLReport)
    /// A TPM's quote as JSON, with what it is checked with, on Azure or elsewhere.
    case machine(MachineEvidence)
    /// An Arm PSA token.
    case psa(AttestationToken)
    /// An Arm CCA token.
    case cca(ConfidentialComputeToken)

    /// Recognises evidence.
    ///
    /// - Throws: the reason why the bytes, which begin like evidence of a family, are none of it; or that they
    ///   begin like none.
    public init(_ bytes: [UInt8]) throws(Reason) {
        let isReport = (SNPReport.byteCount...(SNPReport.byteCount + 20)).contains(bytes.count)
        if bytes.starts(with: Array("HCLA".utf8)) {
            self = .azure(try HCLReport(bytes))
        } else if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
            self = .machine(try MachineEvidence(json: bytes))
        } else if bytes.starts(with: [0xff, 0x54, 0x43, 0x47]) {
            self = .tpm(try TPMQuote(bytes))
        } else if bytes.starts(with: [0xd9, 0x01, 0x8f]) {
            self = .cca(try ConfidentialComputeToken(bytes))
        } else if Self.isMessage(bytes) {
            self = try Self.message(bytes)
        } else if isReport, bytes.littleEndian(UInt32.self, at: 0x34) == 1, bytes[1] == 0,
            bytes[2] == 0
        {
            self = .snp(try SNPReport(bytes))
        } else if Self.isQuote(bytes) {
            self = .quote(try Quote(bytes))
        } else {
            throw Reason(
                .unsupported,
                at: "evidence",
                "The bytes begin like no evidence: quote, SNP report, Nitro document, TPM quote, Azure report, "
                    + "a machine's JSON, PSA or CCA token."
            )
        }
    }

    /// What the evidence says; nobody has checked it.
    public var uncheckedClaims: Claims? {
        switch self {
        case .quote(let quote): quote.uncheckedClaims
        case .snp(let report): report.uncheckedClaims
        case .nitro(let document): document.uncheckedClaims
        case .tpm, .azure, .machine: nil
        case .psa(let token): token.uncheckedClaims
        case .cca(let token): token.uncheckedClaims
        }
    }

    /// An array of four, tagged or not, that begins with a byte string.
    private static func isMessage(_ bytes: [UInt8]) -> Bool {
        let start = bytes.first == 0xd2 ? 1 : 0
        return bytes.count > start + 1 && bytes[start] == 0x84 && bytes[start + 1] >> 5 == 2
    }

    private static func message(_ bytes: [UInt8]) throws(Reason) -> Evidence {
        let value = try CBORReader.read(bytes, allowsLongHeads: true, at: "evidence")
        let message = try SignedMessage(value, at: "evidence")
        let claims = try CBORReader.read(message.payload, allowsLongHeads: true, at: "evidence")
        return claims["module_id"] == nil
            ? .psa(try AttestationToken(value)) : .nitro(try NitroDocument(bytes))
    }

    /// A version and the one type of attestation key, perhaps after Open Enclave's header.
    private static func isQuote(_ bytes: [UInt8]) -> Bool {
        let start = OpenEnclaveHeader.byteCount(before: bytes)
        guard bytes.count >= start + 4 else { return false }
        return (3...5).contains(bytes[start]) && bytes[start + 1] == 0
    }
}
