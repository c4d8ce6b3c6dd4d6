/// An attestation report of AMD SEV-SNP: 1184 bytes, read and not yet believed.
public struct SNPReport: Hashable, Sendable {
    /// Which of the chip's keys signed.
    public enum SigningKey: Hashable, Sendable {
        /// The versioned chip endorsement key.
        case vcek
        /// The versioned loaded endorsement key, which a cloud holds.
        case vlek
    }

    /// All of it.
    public let bytes: [UInt8]
    /// 2, 3 or 5.
    public let version: UInt32
    /// Which key signed.
    public let signingKey: SigningKey

    /// How many bytes a report has.
    public static let byteCount = 1184
    /// What the signature covers.
    static let signedRange = 0..<0x2a0

    /// Reads a report; what follows it is ignored, up to 20 bytes that one known producer appends.
    ///
    /// - Throws: the first reason why these bytes are no report that can be verified.
    public init(_ bytes: [UInt8]) throws(Reason) {
        guard (Self.byteCount...(Self.byteCount + 20)).contains(bytes.count) else {
            throw Reason(
                bytes.count < Self.byteCount ? .truncated : .trailingBytes,
                at: "snp",
                "There are \(bytes.count) bytes; a report has \(Self.byteCount)."
            )
        }
        self.bytes = Array(bytes.prefix(Self.byteCount))
        version = bytes.littleEndian(at: 0)
        guard [2, 3, 5].contains(version) else {
            throw Reason(
                .unsupported,
                at: "snp.version",
                "The report has version \(version); 2, 3 and 5 are known."
            )
        }
        let algorithm: UInt32 = bytes.littleEndian(at: 0x34)
        guard algorithm == 1 else {
            throw Reason(
                .unsupported,
                at: "snp.signature_algorithm",
                "The signature has algorithm \(algorithm); 1 (ECDSA with P-384 and SHA-384) is expected."
            )
        }
        switch bytes[0x48] >> 2 & 7 {
        case 0: signingKey = .vcek
        case 1: signingKey = .vlek
        default:
            throw Reason(
                .unsupported,
                at: "snp.key_info",
                "The report is signed with neither VCEK nor VLEK."
            )
        }
    }

    /// The guest's security version.
    public var guestSecurityVersion: UInt32 { bytes.littleEndian(at: 4) }
    /// What the guest's owner allowed: bit 16 SMT, 18 migration, 19 debug, 20 single socket.
    public var policy: UInt64 { bytes.littleEndian(at: 8) }
    /// The family of the guest: 16 bytes of its owner's choice.
    public var familyID: [UInt8] { Array(bytes[0x10..<0x20]) }
    /// The image of the guest: 16 bytes of its owner's choice.
    public var imageID: [UInt8] { Array(bytes[0x20..<0x30]) }
    /// The privilege level that asked for the report: 0 is the highest.
    public var privilegeLevel: UInt32 { bytes.littleEndian(at: 0x30) }
    /// What the platform is and does: bit 0 SMT, 1 TSME and more.
    public var platformInformation: UInt64 { bytes.littleEndian(at: 0x40) }
    /// 64 bytes of the guest's choice.
    public var reportData: [UInt8] { Array(bytes[0x50..<0x90]) }
    /// The measurement of the guest's first memory: 48 bytes.
    public var measurement: [UInt8] { Array(bytes[0x90..<0xc0]) }
    /// 32 bytes of the host's choice.
    public var hostData: [UInt8] { Array(bytes[0xc0..<0xe0]) }
    /// The digest of the key that signed the guest's identity: 48 bytes, zero without one.
    public var idKeyDigest: [UInt8] { Array(bytes[0xe0..<0x110]) }
    /// The digest of the key that signed that key: 48 bytes, zero without one.
    public var authorKeyDigest: [UInt8] { Array(bytes[0x110..<0x140]) }
    /// The guest instance: 32 bytes.
    public var reportID: [UInt8] { Array(bytes[0x140..<0x160]) }
    /// The chip: 64 bytes, zero where the platform hides it.
    public var chipID: [UInt8] { Array(bytes[0x1a0..<0x1e0]) }
    /// Family and model of the processor, from version 3 on.
    public var processor: (family: UInt8, model: UInt8)? {
        version >= 3 ? (bytes[0x188], bytes[0x189]) : nil
    }
    /// Whether the host may debug the guest, which then keeps no secrets.
    public var isDebug: Bool { policy >> 19 & 1 != 0 }

    /// The TCB that runs.
    var currentTCB: ArraySlice<UInt8> { bytes[0x38..<0x40] }
    /// The TCB that the signing key is derived for.
    var reportedTCB: ArraySlice<UInt8> { bytes[0x180..<0x188] }
    /// The TCB below which the platform cannot be taken back.
    var committedTCB: ArraySlice<UInt8> { bytes[0x1e0..<0x1e8] }
    /// The TCB at the launch of the guest.
    var launchTCB: ArraySlice<UInt8> { bytes[0x1f0..<0x1f8] }
}
