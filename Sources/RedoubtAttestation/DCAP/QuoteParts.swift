/// Where the parts of a quote's signature data are.
struct QuoteParts: Sendable {
    /// What the quote signature covers: header, body descriptor and body.
    let signed: Range<Int>
    /// r and s, 32 bytes each.
    let signature: Range<Int>
    /// x and y, 32 bytes each.
    let attestationKey: Range<Int>
    /// The quoting enclave's report.
    let quotingEnclaveReport: Range<Int>
    /// r and s of the PCK's signature over that report.
    let quotingEnclaveSignature: Range<Int>
    /// What the attestation key is bound together with.
    let authenticationData: Range<Int>
    /// The PCK chain, as PEM.
    let certificates: Range<Int>

    /// The type of certification data that carries the PCK chain.
    private static let pemChainType: UInt16 = 5
    /// The type of certification data that carries the quoting enclave's report.
    private static let reportType: UInt16 = 6

    /// Reads what follows the body.
    init(
        _ reader: inout ByteReader,
        signed: Range<Int>,
        _ version: UInt16
    ) throws(Reason) {
        self.signed = signed
        let length = try reader.takeLittleEndian(UInt32.self, "signature_data.length")
        guard let count = Int(exactly: length), count <= reader.remainingCount else {
            throw Reason(
                .truncated,
                at: "quote.signature_data.length",
                "The signature data is said to have \(length) bytes, and \(reader.remainingCount) "
                    + "are left."
            )
        }
        let range = try reader.take(count, "signature_data")
        // Bytes that are left over at this level are ignored, as Intel's library does.
        var data = ByteReader(reader.bytes, range, at: "quote.signature_data")
        signature = try data.take(64, "signature")
        attestationKey = try data.take(64, "attestation_key")
        let isNested = version > 3
        if isNested {
            let outer = try Self.takeCertificationData(&data, "certification_data")
            guard outer.type == Self.reportType else {
                throw Reason(
                    .unsupported,
                    at: "quote.signature_data.certification_data.type",
                    "The outer certification data has type \(outer.type); 6 is expected."
                )
            }
            data = ByteReader(
                reader.bytes,
                outer.range,
                at: "quote.signature_data.certification_data"
            )
        }
        quotingEnclaveReport = try data.take(EnclaveReport.byteCount, "qe_report")
        quotingEnclaveSignature = try data.take(64, "qe_report_signature")
        let size = try data.takeLittleEndian(UInt16.self, "qe_authentication_data.length")
        authenticationData = try data.take(Int(size), "qe_authentication_data")
        let inner = try Self.takeCertificationData(&data, "pck_certification_data")
        if isNested { try data.requireEnd() }
        guard inner.type == Self.pemChainType else {
            throw Reason(
                .unsupported,
                at: "quote.signature_data.pck_certification_data.type",
                "The certification data has type \(inner.type), which carries no PCK chain; 5 is expected."
            )
        }
        certificates = inner.range
    }

    private static func takeCertificationData(
        _ reader: inout ByteReader,
        _ name: String
    ) throws(Reason) -> (type: UInt16, range: Range<Int>) {
        let type = try reader.takeLittleEndian(UInt16.self, name)
        let length = try reader.takeLittleEndian(UInt32.self, name)
        guard let count = Int(exactly: length) else {
            throw Reason(.truncated, at: reader.location.part(name), "The length is too large.")
        }
        return (type, try reader.take(count, name))
    }
}
