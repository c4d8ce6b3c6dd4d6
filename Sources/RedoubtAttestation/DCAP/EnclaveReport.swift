/// The report of an SGX enclave: 384 bytes, in a quote of it and for the quoting enclave itself.
public struct EnclaveReport: Hashable, Sendable {
    /// All of it, as it stands in the quote.
    public let bytes: [UInt8]

    /// How many bytes it has.
    static let byteCount = 384

    init(_ bytes: [UInt8]) {
        precondition(bytes.count == Self.byteCount)
        self.bytes = bytes
    }

    /// The processor's security version when the report was made: 16 bytes.
    public var cpuSecurityVersion: [UInt8] { Array(bytes[0..<16]) }
    /// MISCSELECT.
    public var miscellaneousSelect: UInt32 { bytes.littleEndian(at: 16) }
    /// The flags of ATTRIBUTES: bit 0 INIT, bit 1 DEBUG, bit 2 64-bit.
    public var attributeFlags: UInt64 { bytes.littleEndian(at: 48) }
    /// The extended features of ATTRIBUTES (XFRM).
    public var extendedFeatures: UInt64 { bytes.littleEndian(at: 56) }
    /// Whether the enclave can be debugged, and therefore keeps no secrets.
    public var isDebug: Bool { attributeFlags & 2 != 0 }
    /// MRENCLAVE: 32 bytes.
    public var measurement: [UInt8] { Array(bytes[64..<96]) }
    /// MRSIGNER: 32 bytes.
    public var signer: [UInt8] { Array(bytes[128..<160]) }
    /// ISVPRODID.
    public var product: UInt16 { bytes.littleEndian(at: 256) }
    /// ISVSVN.
    public var securityVersion: UInt16 { bytes.littleEndian(at: 258) }
    /// REPORTDATA: 64 bytes of the enclave's choice.
    public var reportData: [UInt8] { Array(bytes[320..<384]) }
}
