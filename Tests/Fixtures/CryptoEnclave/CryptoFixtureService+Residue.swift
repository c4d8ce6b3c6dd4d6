import CryptoFixtureInterface
import RedoubtCrypto
import RedoubtEnclave
import ResidueSearch

extension CryptoFixtureService {
    func residue(of operation: SecretOperation) throws(CryptoRefusal) -> Residue {
        // Kept with every bit inverted, so that the search does not find what it searches for.
        let inverted = Enclave.randomBytes(count: 32)
        do throws(CryptoError) {
            let kept = try ResidueSearch.below { () throws(CryptoError) in
                try use(inverted, operation)
            }
            defer { withExtendedLifetime(kept) {} }
            let (heap, stack) = ResidueSearch.find(inverted)
            return Residue(heap: heap, stack: stack)
        } catch {
            throw CryptoRefusal(error)
        }
    }

    func stackResidue(of operation: SecretOperation) throws(CryptoRefusal) -> StackResidue {
        let inverted = Enclave.randomBytes(count: 32)
        do throws(CryptoError) {
            ResidueSearch.paintStack()
            _ = try ResidueSearch.below { () throws(CryptoError) in
                try use(inverted, operation)
            }
            // ChaCha20's frame lies deeper than what runs after it, but begins higher than a curve's.
            let limit = operation == .chaChaPoly ? 4096 : 8192
            let (depth, deep) = ResidueSearch.paintedOver(deeperThan: limit)
            return StackResidue(depthBytes: depth, deepBytes: deep)
        } catch {
            throw CryptoRefusal(error)
        }
    }

    @inline(never)
    private func use(
        _ inverted: [UInt8],
        _ operation: SecretOperation
    ) throws(CryptoError) -> [UInt8]? {
        let secret = inverted.map { ~$0 }
        let message = [UInt8](repeating: 5, count: 300)
        switch operation {
        case .nothing: return nil
        case .kept: return secret
        case .leftOnStack: ResidueSearch.leaveOnStack(inverted)
        case .comparison: _ = SymmetricKey(data: secret) == SymmetricKey(data: message)
        case .aesGCM:
            let key = SymmetricKey(data: secret)
            _ = try AES.GCM.open(AES.GCM.seal(message, using: key), using: key)
        case .chaChaPoly:
            let key = SymmetricKey(data: secret)
            _ = try ChaChaPoly.open(ChaChaPoly.seal(message, using: key), using: key)
        case .hmac:
            _ = HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: secret))
        case .hkdf:
            _ = HKDF<SHA512>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: secret),
                salt: message,
                info: message,
                outputByteCount: 100
            )
        case .x25519:
            let key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: secret)
            let peer = Curve25519.KeyAgreement.PrivateKey()
            _ = try key.sharedSecretFromKeyAgreement(with: peer.publicKey)
        case .ed25519:
            _ = try Curve25519.Signing.PrivateKey(rawRepresentation: secret).signature(for: message)
        case .p256Signature:
            _ = try P256.Signing.PrivateKey(rawRepresentation: secret).signature(for: message)
        case .p256Agreement:
            let key = try P256.KeyAgreement.PrivateKey(rawRepresentation: secret)
            let peer = P256.KeyAgreement.PrivateKey()
            _ = try key.sharedSecretFromKeyAgreement(with: peer.publicKey)
        case .p384Signature:
            let padded = [UInt8](repeating: 1, count: 16) + secret
            _ = try P384.Signing.PrivateKey(rawRepresentation: padded).signature(for: message)
        case .hpke:
            let key = try P256.KeyAgreement.PrivateKey(rawRepresentation: secret)
            var sender = try HPKE.Sender(
                recipientKey: key.publicKey,
                ciphersuite: .P256_SHA256_AES_GCM_256,
                info: []
            )
            var recipient = try HPKE.Recipient(
                privateKey: key,
                ciphersuite: .P256_SHA256_AES_GCM_256,
                info: [],
                encapsulatedKey: sender.encapsulatedKey
            )
            _ = try recipient.open(sender.seal(message))
        }
        return nil
    }
}
