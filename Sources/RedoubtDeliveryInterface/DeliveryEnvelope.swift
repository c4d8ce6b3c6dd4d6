/// An envelope's header: for which key and purpose it is, and what it is called.
///
/// All of it is authenticated with the content. `docs/DELIVERY.md` has the layout.
public struct DeliveryEnvelope: Hashable, Sendable {
    /// The length of the header, in bytes.
    public static let headerByteCount = 88
    /// The length of the tag after the content, in bytes.
    public static let tagByteCount = 16
    /// The length of an envelope's id, and of the digests in the header, in bytes.
    public static let identifierByteCount = 16
    static let magic = Array("RDEV".utf8)
    static let version: UInt8 = 1

    /// What it is called: random.
    public let identifier: [UInt8]
    /// The first 16 bytes of the purpose's SHA-256.
    public let purposeDigest: [UInt8]
    /// The first 16 bytes of the public key's SHA-256.
    public let keyDigest: [UInt8]
    /// What the recipient needs to find the content's key: HPKE's encapsulated key.
    public let encapsulatedKey: [UInt8]

    /// Describes an envelope, as its sender does.
    package init(
        identifier: [UInt8],
        purposeDigest: [UInt8],
        keyDigest: [UInt8],
        encapsulatedKey: [UInt8]
    ) {
        self.identifier = identifier
        self.purposeDigest = purposeDigest
        self.keyDigest = keyDigest
        self.encapsulatedKey = encapsulatedKey
    }

    /// Reads an envelope's header; nobody has checked what it says.
    ///
    /// - Throws: ``DeliveryError``: `notAnEnvelope`, `unknownVersion`, `tooShort`, `malformed`, `contentTooLarge`.
    public init(of envelope: [UInt8]) throws(DeliveryError) {
        guard envelope.starts(with: Self.magic) else { throw .notAnEnvelope }
        guard envelope.count >= DeliveryLimits.overheadBytes else { throw .tooShort }
        guard envelope[4] == Self.version else { throw .unknownVersion(envelope[4]) }
        guard envelope[5] == 0, envelope[6] == 0, envelope[7] == 0 else { throw .malformed }
        guard envelope.count - DeliveryLimits.overheadBytes <= DeliveryLimits.contentBytes else {
            throw .contentTooLarge(limitBytes: DeliveryLimits.contentBytes)
        }
        identifier = Array(envelope[8..<24])
        purposeDigest = Array(envelope[24..<40])
        keyDigest = Array(envelope[40..<56])
        encapsulatedKey = Array(envelope[56..<Self.headerByteCount])
    }

    /// The header's bytes.
    package var headerBytes: [UInt8] {
        Self.magic + [Self.version, 0, 0, 0] + identifier + purposeDigest + keyDigest
            + encapsulatedKey
    }
}
