/// A public key of an enclave's, what it is for, and what vouches for it.
///
/// Fresh from the enclave it carries the enclave's report, which means something to its platform alone; the host has
/// the platform put evidence in its place, which means something to everybody who knows the platform's key.
/// `docs/DELIVERY.md` has the layout.
public struct DeliveryOffer: Hashable, Sendable {
    /// The length of a public key, in bytes.
    public static let publicKeyByteCount = 32
    private static let magic = Array("RDOF".utf8)
    private static let version: UInt8 = 1
    private static let fixedByteCount = 12 + publicKeyByteCount

    /// The X25519 key to seal for.
    public let publicKey: [UInt8]
    /// What the enclave wants data for: UTF-8.
    public let purpose: [UInt8]
    /// What the challenger gave, so that the offer is known to be new; may be empty.
    public let nonce: [UInt8]
    /// What vouches for the key: the platform's evidence, a signed EAT, or the enclave's report.
    public let proof: [UInt8]
    /// Whether ``proof`` is evidence, which means something to others than the platform.
    public let isAttested: Bool

    /// Puts an offer together.
    ///
    /// - Throws: ``DeliveryError`` if a length is beyond its limit.
    public init(
        publicKey: [UInt8],
        purpose: [UInt8],
        nonce: [UInt8],
        proof: [UInt8],
        isAttested: Bool
    ) throws(DeliveryError) {
        guard publicKey.count == Self.publicKeyByteCount else { throw .invalidPublicKey }
        guard (1...DeliveryLimits.purposeBytes).contains(purpose.count) else {
            throw .purposeLength(purpose.count)
        }
        guard nonce.isEmpty || DeliveryLimits.nonceBytes.contains(nonce.count) else {
            throw .nonceLength(nonce.count)
        }
        self.publicKey = publicKey
        self.purpose = purpose
        self.nonce = nonce
        guard (1...DeliveryLimits.proofBytes).contains(proof.count) else { throw .malformed }
        self.proof = proof
        self.isAttested = isAttested
    }

    /// Reads an offer; nobody has checked what it says.
    ///
    /// - Throws: ``DeliveryError``: `notAnOffer`, `unknownVersion`, `tooShort`, `malformed`.
    public init(bytes: [UInt8]) throws(DeliveryError) {
        guard bytes.starts(with: Self.magic) else { throw .notAnOffer }
        guard bytes.count >= Self.fixedByteCount else { throw .tooShort }
        guard bytes[4] == Self.version else { throw .unknownVersion(bytes[4]) }
        let counts = [6, 8, 10].map { Int(bytes[$0]) | Int(bytes[$0 + 1]) << 8 }
        let (purpose, nonce, proof) = (counts[0], counts[1], counts[2])
        let expected = Self.fixedByteCount + purpose + nonce + proof
        guard bytes.count >= expected else { throw .tooShort }
        guard bytes.count == expected else { throw .malformed }
        let start = Self.fixedByteCount
        let vouching = Array(bytes[(start + purpose + nonce)...])
        guard (1...2).contains(bytes[5]) else { throw .malformed }
        try self.init(
            publicKey: Array(bytes[12..<start]),
            purpose: Array(bytes[start..<start + purpose]),
            nonce: Array(bytes[(start + purpose)..<(start + purpose + nonce)]),
            proof: vouching,
            isAttested: bytes[5] == 2
        )
    }

    /// The offer as bytes.
    public var bytes: [UInt8] {
        var bytes = Self.magic + [Self.version, isAttested ? 2 : 1]
        for count in [purpose.count, nonce.count, proof.count] {
            bytes += [UInt8(truncatingIfNeeded: count), UInt8(truncatingIfNeeded: count >> 8)]
        }
        return bytes + publicKey + purpose + nonce + proof
    }
}
