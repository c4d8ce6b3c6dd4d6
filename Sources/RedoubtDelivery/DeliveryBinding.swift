internal import RedoubtCrypto
public import RedoubtDeliveryInterface

/// What ties a public key to its purpose, and both to evidence.
public enum DeliveryBinding {
    private static let reportLabel = Array("redoubt delivery key v1".utf8)
    private static let envelopeLabel = Array("redoubt envelope v1".utf8)

    /// What the report about an offered key holds.
    ///
    /// SHA-512 of a label, the purpose and the nonce with their lengths, and the key.
    ///
    /// - Returns: 64 bytes.
    public static func reportData(
        publicKey: [UInt8],
        purpose: [UInt8],
        nonce: [UInt8]
    ) -> [UInt8] {
        Array(
            SHA512.hash(data: reportLabel + counted(purpose) + counted(nonce) + publicKey)
        )
    }

    /// What the report about an offered key holds.
    public static func reportData(of offer: DeliveryOffer) -> [UInt8] {
        reportData(publicKey: offer.publicKey, purpose: offer.purpose, nonce: offer.nonce)
    }

    /// What HPKE's keys are derived for: key and purpose, whatever the challenger's nonce.
    static func info(publicKey: [UInt8], purpose: [UInt8]) -> [UInt8] {
        envelopeLabel + reportData(publicKey: publicKey, purpose: purpose, nonce: [])
    }

    /// The first 16 bytes of SHA-256.
    static func digest(_ bytes: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: bytes).prefix(DeliveryEnvelope.identifierByteCount))
    }

    private static func counted(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8(truncatingIfNeeded: bytes.count), UInt8(truncatingIfNeeded: bytes.count >> 8)]
            + bytes
    }
}
