/// What a quote says of the enclave or trust domain.
public enum QuoteBody: Hashable, Sendable {
    /// An enclave.
    case sgx(EnclaveReport)
    /// A trust domain.
    case tdx(TrustDomainReport)

    /// 64 bytes of the enclave's or domain's choice.
    public var reportData: [UInt8] {
        switch self {
        case .sgx(let report): report.reportData
        case .tdx(let report): report.reportData
        }
    }

    /// Whether the enclave or domain can be debugged.
    public var isDebug: Bool {
        switch self {
        case .sgx(let report): report.isDebug
        case .tdx(let report): report.isDebug
        }
    }

    /// Reads the body that follows the header, and in version 5 its descriptor.
    init(_ reader: inout ByteReader, _ header: QuoteHeader) throws(Reason) {
        var count =
            header.tee == .sgx ? EnclaveReport.byteCount : TrustDomainReport.byteCount10
        if header.version == 5 {
            let type = try reader.takeLittleEndian(UInt16.self, "body.type")
            let size = try reader.takeLittleEndian(UInt32.self, "body.size")
            switch (type, header.tee) {
            case (1, .sgx): count = EnclaveReport.byteCount
            case (2, .tdx): count = TrustDomainReport.byteCount10
            case (3, .tdx): count = TrustDomainReport.byteCount15
            case (4, .tdx): count = TrustDomainReport.byteCount15Extended
            default:
                throw Reason(
                    .unsupported,
                    at: "quote.body.type",
                    "The body has type \(type), which is unknown or does not fit the TEE type."
                )
            }
            guard Int(size) == count else {
                throw Reason(
                    .malformed,
                    at: "quote.body.size",
                    "The body has \(size) bytes; its type has \(count)."
                )
            }
        }
        let bytes = try reader.takeBytes(count, "body")
        self = header.tee == .sgx ? .sgx(EnclaveReport(bytes)) : .tdx(TrustDomainReport(bytes))
    }
}
