internal import CRedoubtCrypto

extension Curve25519.KeyAgreement {
    /// A private key, wiped when its last copy goes.
    public struct PrivateKey: Sendable {
        private let secret: SecureBytes
        /// The key that others may know.
        public let publicKey: PublicKey

        /// Makes a random key.
        public init() {
            self.init(secret: .random(count: Curve25519.keyByteCount))
        }

        /// Takes a key's 32 bytes.
        ///
        /// - Throws: ``CryptoError/incorrectKeySize`` for another length.
        public init<Bytes: ContiguousBytes & ~Escapable>(
            rawRepresentation data: Bytes
        ) throws(CryptoError) {
            guard data.byteCount == Curve25519.keyByteCount else { throw .incorrectKeySize }
            self.init(secret: SecureBytes(data))
        }

        private init(secret: SecureBytes) {
            self.secret = secret
            // SAFETY: both have 32 bytes.
            let point = makeBytes(count: Curve25519.keyByteCount) { point in
                UnsafePointer.to(secret) { unsafe redoubt_x25519_public($0, point) } != nil
            }
            publicKey = PublicKey(point: point ?? [])
        }

        /// The key's 32 bytes, in an array that is the caller's to keep secret.
        public var rawRepresentation: [UInt8] { secret.copied }

        /// Agrees on a secret with the holder of another key.
        ///
        /// - Throws: ``CryptoError/weakSharedSecret`` if the other key is a point of small order.
        public func sharedSecretFromKeyAgreement(
            with publicKeyShare: PublicKey
        ) throws(CryptoError) -> SharedSecret {
            var isAgreed = false
            let shared = SecureBytes(count: Curve25519.keyByteCount) { buffer in
                // SAFETY: all three have 32 bytes.
                guard let start = buffer.baseAddress else { return }
                let output = unsafe start.assumingMemoryBound(to: UInt8.self)
                isAgreed =
                    UnsafePointer.to(secret) { secret in
                        UnsafePointer.to(publicKeyShare.rawRepresentation) {
                            unsafe redoubt_x25519(secret, $0, output)
                        } ?? false
                    } ?? false
            }
            guard isAgreed else { throw .weakSharedSecret }
            return SharedSecret(shared)
        }
    }

    /// A public key.
    public struct PublicKey: Sendable, Equatable {
        /// The key's 32 bytes.
        public let rawRepresentation: [UInt8]

        /// Takes a key's 32 bytes.
        ///
        /// Every 32 bytes are a key; those of small order are refused when keys are agreed on.
        ///
        /// - Throws: ``CryptoError/incorrectKeySize`` for another length.
        public init<Bytes: ContiguousBytes & ~Escapable>(
            rawRepresentation data: Bytes
        ) throws(CryptoError) {
            guard data.byteCount == Curve25519.keyByteCount else { throw .incorrectKeySize }
            rawRepresentation = data.copied
        }

        fileprivate init(point: [UInt8]) {
            rawRepresentation = point
        }
    }
}

extension Curve25519.KeyAgreement.PrivateKey: CustomStringConvertible {
    /// What it is, and nothing of its bytes.
    public var description: String { "Curve25519.KeyAgreement.PrivateKey" }
}
