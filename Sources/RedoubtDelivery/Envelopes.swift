internal import RedoubtCrypto
internal import RedoubtEnclave
public import RedoubtDeliveryInterface

/// Seals data for the holder of a key.
///
/// A data owner seals for a key whose evidence it has checked; an enclave seals results for the key of an analyst, which
/// it knows from its code, from its configuration or from the data owner. Nothing proves to the recipient who sealed.
public enum Envelopes {
    /// What keys are agreed on, derived and used with (RFC 9180).
    static let ciphersuite = HPKE.Ciphersuite(
        kem: .Curve25519_HKDF_SHA256,
        kdf: .HKDF_SHA256,
        aead: .AES_GCM_256
    )

    /// Seals data in an envelope that only the holder of a key opens.
    ///
    /// - Parameters:
    ///   - content: up to ``RedoubtDeliveryInterface/DeliveryLimits/contentBytes``. Its length can be seen in the
    ///     envelope's.
    ///   - publicKey: the recipient's X25519 key, 32 bytes.
    ///   - purpose: what it is for: the key's, 1 to 256 bytes.
    /// - Returns: the envelope.
    /// - Throws: ``RedoubtDeliveryInterface/DeliveryError``: `contentTooLarge`, `purposeLength`, `invalidPublicKey`,
    ///   `cryptographyFailed`.
    public static func seal(
        _ content: [UInt8],
        to publicKey: [UInt8],
        purpose: String
    ) throws(DeliveryError) -> [UInt8] {
        let purpose = Array(purpose.utf8)
        guard (1...DeliveryLimits.purposeBytes).contains(purpose.count) else {
            throw .purposeLength(purpose.count)
        }
        guard content.count <= DeliveryLimits.contentBytes else {
            throw .contentTooLarge(limitBytes: DeliveryLimits.contentBytes)
        }
        do throws(CryptoError) {
            var sender = try HPKE.Sender(
                recipientKey: Curve25519.KeyAgreement.PublicKey(rawRepresentation: publicKey),
                ciphersuite: ciphersuite,
                info: DeliveryBinding.info(publicKey: publicKey, purpose: purpose)
            )
            let header = DeliveryEnvelope(
                identifier: Enclave.randomBytes(count: DeliveryEnvelope.identifierByteCount),
                purposeDigest: DeliveryBinding.digest(purpose),
                keyDigest: DeliveryBinding.digest(publicKey),
                encapsulatedKey: sender.encapsulatedKey
            )
            .headerBytes
            return try header + sender.seal(content, authenticating: header)
        } catch .incorrectKeySize, .weakSharedSecret {
            throw .invalidPublicKey
        } catch {
            throw .cryptographyFailed
        }
    }
}
