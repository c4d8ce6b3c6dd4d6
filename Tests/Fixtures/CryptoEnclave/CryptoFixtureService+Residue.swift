#if hasFeature(Embedded)
import CRedoubtEnclave
#endif
import CryptoFixtureInterface
import RedoubtCrypto
import RedoubtEnclave

extension CryptoFixtureService {
    func residue(of operation: SecretOperation) throws(CryptoRefusal) -> Residue {
        // Kept with every bit inverted, so that the search does not find what it searches for.
        let inverted = Enclave.randomBytes(count: 32)
        do throws(CryptoError) {
            let kept = try use(inverted, operation)
            defer { withExtendedLifetime(kept) {} }
            return search(inverted)
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

    @inline(never)
    private func search(_ inverted: [UInt8]) -> Residue {
        #if hasFeature(Embedded)
        // SAFETY: heap and stack of this thread are mapped as a whole, and what is in use of the
        // stack lies above `end`. Other threads serve no call meanwhile.
        let thread = unsafe redoubt_thread_self().pointee
        guard
            let heap = unsafe UnsafeRawPointer(bitPattern: UInt(thread.heap_base)),
            let bottom = unsafe UnsafeRawPointer(bitPattern: UInt(thread.stack_bottom))
        else { return Residue(heap: -1, stack: -1) }
        var mark: UInt8 = 0
        let used = unsafe withUnsafePointer(to: &mark) { UInt(bitPattern: $0) }
        return unsafe Residue(
            heap: count(inverted, heap, Int(thread.heap_size_bytes)),
            stack: count(inverted, bottom, Int(used - UInt(thread.stack_bottom)) - 256)
        )
        #else
        return Residue(heap: -1, stack: -1)
        #endif
    }

    /// Counts the places that hold the middle of the secret, in this order or the other.
    @unsafe
    private func count(_ inverted: [UInt8], _ start: UnsafeRawPointer, _ bytes: Int) -> Int {
        let width = 12
        let first = 10
        var found = 0
        for place in 0..<Swift.max(bytes - width, 0) {
            var index = 0
            while index < width,
                unsafe start.load(fromByteOffset: place + index, as: UInt8.self)
                    == ~inverted[first + index]
            { index += 1 }
            if index == width { found += 1 }
            index = 0
            while index < width,
                unsafe start.load(fromByteOffset: place + index, as: UInt8.self)
                    == ~inverted[first + width - 1 - index]
            { index += 1 }
            if index == width { found += 1 }
        }
        return found
    }
}
