/// The report of a TDX trust domain: 584 bytes (1.0), 648 (1.5) or 885 (1.5 extended).
public struct TrustDomainReport: Hashable, Sendable {
    /// All of it, as it stands in the quote.
    public let bytes: [UInt8]

    /// How many bytes the report of TDX 1.0 has.
    static let byteCount10 = 584
    /// How many bytes the report of TDX 1.5 has.
    static let byteCount15 = 648
    /// How many bytes the extended report of TDX 1.5 has.
    static let byteCount15Extended = 885

    init(_ bytes: [UInt8]) {
        precondition(
            [Self.byteCount10, Self.byteCount15, Self.byteCount15Extended].contains(bytes.count)
        )
        self.bytes = bytes
    }

    /// TEE_TCB_SVN at the launch of the domain: 16 bytes, first the module's ISVSVN and version.
    public var securityVersions: [UInt8] { Array(bytes[0..<16]) }
    /// MRSEAM, the measurement of the TDX module: 48 bytes.
    public var moduleMeasurement: [UInt8] { Array(bytes[16..<64]) }
    /// MRSIGNERSEAM, the signer of the TDX module: 48 bytes.
    public var moduleSigner: [UInt8] { Array(bytes[64..<112]) }
    /// SEAMATTRIBUTES: 8 bytes.
    public var moduleAttributes: [UInt8] { Array(bytes[112..<120]) }
    /// TDATTRIBUTES.
    public var attributes: UInt64 { bytes.littleEndian(at: 120) }
    /// XFAM.
    public var extendedFeatures: UInt64 { bytes.littleEndian(at: 128) }
    /// MRTD, the measurement of the domain's first memory: 48 bytes.
    public var measurement: [UInt8] { Array(bytes[136..<184]) }
    /// MRCONFIGID: 48 bytes.
    public var configurationID: [UInt8] { Array(bytes[184..<232]) }
    /// MROWNER: 48 bytes.
    public var owner: [UInt8] { Array(bytes[232..<280]) }
    /// MROWNERCONFIG: 48 bytes.
    public var ownerConfiguration: [UInt8] { Array(bytes[280..<328]) }
    /// RTMR0 to RTMR3: 48 bytes each.
    public var runtimeMeasurements: [[UInt8]] {
        (0..<4).map { Array(bytes[(328 + 48 * $0)..<(376 + 48 * $0)]) }
    }
    /// REPORTDATA: 64 bytes of the domain's choice.
    public var reportData: [UInt8] { Array(bytes[520..<584]) }
    /// TEE_TCB_SVN2, of the module that runs now: 16 bytes, from TDX 1.5 on.
    public var currentSecurityVersions: [UInt8]? {
        bytes.count >= Self.byteCount15 ? Array(bytes[584..<600]) : nil
    }
    /// MRSERVICETD: 48 bytes, from TDX 1.5 on.
    public var serviceDomain: [UInt8]? {
        bytes.count >= Self.byteCount15 ? Array(bytes[600..<648]) : nil
    }

    /// Whether the domain can be debugged, and therefore keeps no secrets: bits 0 to 7.
    public var isDebug: Bool { attributes & 0xff != 0 }
    /// Whether exceptions cannot be forced on the domain by taking pages away: bit 28.
    public var disablesVirtualizationExceptions: Bool { attributes >> 28 & 1 != 0 }
    /// Whether a service may move the domain to another machine: bit 29.
    public var isMigratable: Bool { attributes >> 29 & 1 != 0 }

    /// Bits that have a meaning: 0 to 7 debug, 28 to 31, and 63.
    static let knownAttributes: UInt64 = 0xff | 0xf << 28 | 1 << 63
}
