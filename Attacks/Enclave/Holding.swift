import AttackInterface
import RedoubtCrypto
import RedoubtDelivery
import RedoubtSealing

/// The keys of a victim, and what it has unsealed.
struct Holding: Sendable {
    /// Why a victim cannot hold what it should.
    enum Failure: Error {
        case sealing, signing, delivery
    }

    private static let purpose = "what is attacked"
    private let content: [UInt8]
    private let signing: P256.Signing.PrivateKey
    private let delivery: DeliveryKey
    private let sealer: Sealer

    /// Makes them, and uses each once.
    ///
    /// - Parameter seed: what those are computed from that do not come from the platform.
    /// - Returns: them, and the platform's keys, masked.
    /// - Throws: what cannot be used.
    static func make(seed: UInt64) throws(Failure) -> (Holding, masked: [UInt8]) {
        let (sealer, content, masked) = try sealed(seed)
        let signing = try signingKey(seed)
        let delivery = try deliveryKey(seed)
        return (
            Holding(content: content, signing: signing, delivery: delivery, sealer: sealer), masked
        )
    }

    private static func sealed(
        _ seed: UInt64
    ) throws(Failure) -> (Sealer, content: [UInt8], masked: [UInt8]) {
        do throws(SealingError) {
            let sealer = try Sealer(policy: .sameAuthor)
            let blob = try sealer.seal(
                HeldSecret.unsealedContent.bytes(seed: seed),
                context: "victim"
            )
            let content = try sealer.unseal(blob, context: "victim").content
            var masked: [UInt8] = []
            for (secret, key) in zip(HeldSecret.ofPlatform, SealingResidue.invertedKeys(of: blob)) {
                masked += secret.masked(key.map { ~$0 }, seed: seed)
            }
            return (sealer, content, masked)
        } catch {
            throw .sealing
        }
    }

    private static func signingKey(_ seed: UInt64) throws(Failure) -> P256.Signing.PrivateKey {
        let message: [UInt8] = [1, 2, 3]
        do throws(CryptoError) {
            let key = try P256.Signing.PrivateKey(
                rawRepresentation: HeldSecret.signingKey.bytes(seed: seed)
            )
            let signature = try key.signature(for: message)
            guard key.publicKey.isValidSignature(signature, for: message) else {
                throw .internalFailure
            }
            return key
        } catch {
            throw .signing
        }
    }

    private static func deliveryKey(_ seed: UInt64) throws(Failure) -> DeliveryKey {
        do throws(DeliveryError) {
            let recipient = try RecipientKey(
                purpose: purpose,
                rawRepresentation: HeldSecret.deliveryKey.bytes(seed: seed)
            )
            let publicKey = recipient.publicKey
            // Its offers are not asked for.
            let key = DeliveryKey(key: recipient) { (_) throws(DeliveryError) in throw .noKeys }
            let envelope = try Envelopes.seal([1, 2, 3], to: publicKey, purpose: purpose)
            guard try key.open(envelope).bytes == [1, 2, 3] else { throw .tampered }
            return key
        } catch {
            throw .delivery
        }
    }
}
