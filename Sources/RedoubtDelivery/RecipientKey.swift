internal import RedoubtCrypto
internal import RedoubtEnclave
public import RedoubtDeliveryInterface

/// A key that envelopes of one purpose are sealed for, and what it has opened.
///
/// The key of whoever receives: ``DeliveryKey`` in an enclave, or an analyst's own, who keeps its bytes.
public final class RecipientKey: Sendable {
    /// What envelopes are for.
    public let purpose: String
    /// The X25519 key to seal for: 32 bytes.
    public var publicKey: [UInt8] { key.publicKey.rawRepresentation }
    private let key: Curve25519.KeyAgreement.PrivateKey
    private let opened: Mutex<OpenedEnvelopes>

    /// Makes a random key.
    ///
    /// - Throws: ``RedoubtDeliveryInterface/DeliveryError/purposeLength(_:)``.
    public convenience init(purpose: String) throws(DeliveryError) {
        try self.init(purpose: purpose, key: Curve25519.KeyAgreement.PrivateKey())
    }

    /// Takes a key's 32 bytes.
    ///
    /// - Throws: ``RedoubtDeliveryInterface/DeliveryError``: `purposeLength`, `cryptographyFailed` for another length.
    public convenience init(
        purpose: String,
        rawRepresentation: [UInt8]
    ) throws(DeliveryError) {
        let key: Curve25519.KeyAgreement.PrivateKey
        do throws(CryptoError) {
            key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: rawRepresentation)
        } catch {
            throw .cryptographyFailed
        }
        try self.init(purpose: purpose, key: key)
    }

    package init(
        purpose: String,
        key: Curve25519.KeyAgreement.PrivateKey,
        limit: Int = DeliveryLimits.envelopesOfKey
    ) throws(DeliveryError) {
        let count = purpose.utf8.count
        guard (1...DeliveryLimits.purposeBytes).contains(count) else { throw .purposeLength(count) }
        self.purpose = purpose
        self.key = key
        opened = Mutex(OpenedEnvelopes(limit: limit))
    }

    /// Opens an envelope, once.
    ///
    /// Threads may open at the same time.
    ///
    /// - Parameter envelope: from anybody.
    /// - Returns: what is in it.
    /// - Throws: ``RedoubtDeliveryInterface/DeliveryError``: the first that applies of `notAnEnvelope`, `tooShort`,
    ///   `unknownVersion`, `malformed`, `contentTooLarge`, `otherPurpose`, `otherKey`, `tampered`, `replayed` and
    ///   `keyExhausted`; or `cryptographyFailed`.
    public func open(_ envelope: [UInt8]) throws(DeliveryError) -> DeliveredContent {
        let header = try DeliveryEnvelope(of: envelope)
        let purpose = Array(purpose.utf8)
        guard header.purposeDigest == DeliveryBinding.digest(purpose) else { throw .otherPurpose }
        guard header.keyDigest == DeliveryBinding.digest(publicKey) else { throw .otherKey }
        let content: DeliveredContent
        do throws(CryptoError) {
            var recipient = try HPKE.Recipient(
                privateKey: key,
                ciphersuite: Envelopes.ciphersuite,
                info: DeliveryBinding.info(publicKey: publicKey, purpose: purpose),
                encapsulatedKey: header.encapsulatedKey
            )
            content = DeliveredContent(
                try recipient.open(
                    envelope[DeliveryEnvelope.headerByteCount...],
                    authenticating: envelope[..<DeliveryEnvelope.headerByteCount]
                )
            )
        } catch .authenticationFailure, .weakSharedSecret {
            throw .tampered
        } catch {
            throw .cryptographyFailed
        }
        // Not before it is known that the sender chose this id: whoever else sends it would use up the memory.
        try opened.withLock { (opened) throws(DeliveryError) in
            try opened.insert(header.identifier)
        }
        return content
    }
}

/// The ids of the envelopes that a key has opened.
struct OpenedEnvelopes {
    private var identifiers: [[UInt8]] = []
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// - Throws: `replayed`, `keyExhausted`.
    mutating func insert(_ identifier: [UInt8]) throws(DeliveryError) {
        guard !identifiers.contains(identifier) else { throw .replayed }
        guard identifiers.count < limit else { throw .keyExhausted(limit: limit) }
        identifiers.append(identifier)
    }
}
