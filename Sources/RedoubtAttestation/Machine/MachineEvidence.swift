/// Evidence of a machine's TPM as one JSON object, as Confidential Containers' attesters write it.
///
/// `tpm_quote` (or `quote`) has `message`, `signature` and `pcrs`, the SHA-256 bank from register 0 on; on Azure
/// `hcl_report` (or `report`) has the paravisor's report, `vcek` the certificate of an SNP report's key, and
/// `td_quote` the quote of a TDX report. Bytes are base64, hexadecimal digits, or lists of numbers. Other members,
/// among them the attestation key that a machine states for itself, are ignored.
public struct MachineEvidence: Sendable {
    /// The TPM's quote and what it is checked with.
    public let tpm: TPMEvidence
    /// What Azure's paravisor put into the TPM; nothing on other machines.
    public let report: HCLReport?
    /// DER of the certificates that came along.
    public let certificates: [[UInt8]]
    /// The quote of a TDX report.
    public let quote: Quote?

    /// Azure's evidence, if the paravisor's report is there.
    public var azure: AzureEvidence? { report.map { AzureEvidence(report: $0, tpm: tpm) } }

    /// Reads evidence.
    ///
    /// - Throws: the first reason why the text is no evidence.
    public init(json: [UInt8]) throws(Reason) {
        let location: Reason.Location = "machine"
        var reader = try JSONReader(json, at: location)
        var parts: MachineQuote?
        var report: [UInt8]?
        var certificate: [UInt8]?
        var trustDomain: [UInt8]?
        try reader.object { (reader, key) throws(Reason) in
            switch try reader.name(key) {
            case "tpm_quote", "quote":
                guard parts == nil else { throw reader.malformed("there are two quotes") }
                parts = try MachineQuote(&reader)
            case "hcl_report", "report":
                guard report == nil else { throw reader.malformed("there are two reports") }
                report = try reader.encodedBytes()
            case "vcek": certificate = try reader.certificate()
            case "td_quote": trustDomain = try reader.encodedBytes()
            default: try reader.skipValue()
            }
        }
        try reader.requireEnd()
        guard let parts else {
            throw Reason(.malformed, at: location, "The member tpm_quote is missing.")
        }
        tpm = TPMEvidence(
            quote: try TPMQuote(parts.message),
            signature: try TPMSignature(anyForm: parts.signature),
            registers: [
                .sha256: Dictionary(
                    uniqueKeysWithValues: parts.registers.enumerated().map { ($0, $1) }
                )
            ]
        )
        self.report = try report.map { (bytes) throws(Reason) in try HCLReport(bytes) }
        quote = try trustDomain.map { (bytes) throws(Reason) in try Quote(bytes) }
        certificates =
            try certificate.map { (bytes) throws(Reason) in
                try CertificateFile.certificates(bytes)
            } ?? []
    }
}

/// What the member `tpm_quote` has.
private struct MachineQuote {
    var message: [UInt8] = []
    var signature: [UInt8] = []
    var registers: [[UInt8]] = []

    /// A TPM has this many registers.
    private static let limitRegisters = 24

    init(_ reader: inout JSONReader) throws(Reason) {
        var message: [UInt8] = []
        var signature: [UInt8] = []
        var registers: [[UInt8]] = []
        try reader.object { (reader, key) throws(Reason) in
            switch try reader.name(key) {
            case "message": message = try reader.encodedBytes()
            case "signature": signature = try reader.encodedBytes()
            case "pcrs":
                try reader.array(limit: Self.limitRegisters) { (reader) throws(Reason) in
                    registers.append(try reader.encodedBytes())
                }
            default: try reader.skipValue()
            }
        }
        self.message = message
        self.signature = signature
        self.registers = registers
    }
}
