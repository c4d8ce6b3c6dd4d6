/// The header of an SGX or TDX quote: 48 bytes.
public struct QuoteHeader: Hashable, Sendable {
    /// 3, 4 or 5.
    public let version: UInt16
    /// How the quote is signed: 2, for ECDSA with P-256.
    public let attestationKeyType: UInt16
    /// Whether an enclave or a trust domain is quoted.
    public let tee: TrustedExecution
    /// The quoting enclave's vendor: 16 bytes, always Intel's.
    public let quotingEnclaveVendor: [UInt8]
    /// 20 bytes of the quoting enclave's choice, of which the first 16 name the quoting enclave.
    public let userData: [UInt8]
    /// The quoting enclave's security version in version 3, for information only.
    public let quotingEnclaveSecurityVersion: UInt16
    /// The provisioning certification enclave's version in version 3, for information only.
    public let provisioningSecurityVersion: UInt16

    /// What Intel's environments are called in a quote.
    public enum TrustedExecution: UInt32, Hashable, Sendable {
        /// An enclave.
        case sgx = 0
        /// A trust domain.
        case tdx = 0x81
    }

    /// How many bytes it has.
    static let byteCount = 48

    private static let intelVendor: [UInt8] = [
        0x93, 0x9a, 0x72, 0x33, 0xf7, 0x9c, 0x4c, 0xa9, 0x94, 0x0a, 0x0d, 0xb3, 0x95, 0x7f, 0x06,
        0x07,
    ]

    init(_ reader: inout ByteReader) throws(Reason) {
        version = try reader.takeLittleEndian(UInt16.self, "version")
        guard (3...5).contains(version) else {
            throw Reason(
                .unsupported,
                at: "quote.header.version",
                "The quote has version \(version); 3, 4 and 5 are known."
            )
        }
        attestationKeyType = try reader.takeLittleEndian(UInt16.self, "attestation_key_type")
        guard attestationKeyType == 2 else {
            throw Reason(
                .unsupported,
                at: "quote.header.attestation_key_type",
                "The attestation key has type \(attestationKeyType); 2 (ECDSA with P-256) is expected."
            )
        }
        let type = try reader.takeLittleEndian(UInt32.self, "tee_type")
        guard let tee = TrustedExecution(rawValue: type), version > 3 || tee == .sgx else {
            throw Reason(
                .unsupported,
                at: "quote.header.tee_type",
                "The TEE type is \(type); 0 (SGX) or, from version 4 on, 129 (TDX) is expected."
            )
        }
        self.tee = tee
        quotingEnclaveSecurityVersion = try reader.takeLittleEndian(UInt16.self, "qe_svn")
        provisioningSecurityVersion = try reader.takeLittleEndian(UInt16.self, "pce_svn")
        quotingEnclaveVendor = try reader.takeBytes(16, "qe_vendor_id")
        guard quotingEnclaveVendor == Self.intelVendor else {
            throw Reason(
                .unsupported,
                at: "quote.header.qe_vendor_id",
                "The quoting enclave's vendor is not Intel."
            )
        }
        userData = try reader.takeBytes(20, "user_data")
    }
}
