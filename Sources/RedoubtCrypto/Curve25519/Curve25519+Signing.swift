internal import CRedoubtCrypto

extension Curve25519.Signing {
    private static let signatureByteCount = 64

    /// A private key, wiped when its last copy goes.
    public struct PrivateKey: Sendable {
        /// The seed, then the public key.
        private let expanded: SecureBytes
        /// The key that others may know.
        public let publicKey: PublicKey

        /// Makes a random key.
        public init() {
            self.init(seed: .random(count: Curve25519.keyByteCount))
        }

        /// Takes a key's 32 bytes, the seed of RFC 8032.
        ///
        /// - Throws: ``CryptoError/incorrectKeySize`` for another length.
        public init<Bytes: ContiguousBytes & ~Escapable>(
            rawRepresentation data: Bytes
        ) throws(CryptoError) {
            guard data.byteCount == Curve25519.keyByteCount else { throw .incorrectKeySize }
            self.init(seed: SecureBytes(data))
        }

        private init(seed: SecureBytes) {
            expanded = SecureBytes(count: 2 * Curve25519.keyByteCount) { buffer in
                // SAFETY: 32 bytes are expanded to 64.
                guard let start = buffer.baseAddress else { return }
                let output = unsafe start.assumingMemoryBound(to: UInt8.self)
                _ = UnsafePointer.to(seed) { unsafe redoubt_ed25519_expand($0, output) }
            }
            publicKey = PublicKey(
                point: expanded.withBytes { unsafe [UInt8]($0[Curve25519.keyByteCount...]) }
            )
        }

        /// The key's 32 bytes, in an array that is the caller's to keep secret.
        public var rawRepresentation: [UInt8] {
            expanded.withBytes { unsafe [UInt8]($0[..<Curve25519.keyByteCount]) }
        }

        /// Signs a message.
        ///
        /// The same message has always the same signature.
        ///
        /// - Returns: 64 bytes.
        /// - Throws: ``CryptoError/internalFailure``.
        public func signature<Bytes: ContiguousBytes & ~Escapable>(
            for data: Bytes
        ) throws(CryptoError) -> [UInt8] {
            let signature = makeBytes(count: Curve25519.Signing.signatureByteCount) { output in
                UnsafePointer.to(expanded) { key in
                    data.withC { unsafe redoubt_ed25519_sign(key, $0, output) }
                } ?? false
            }
            guard let signature else { throw .internalFailure }
            return signature
        }
    }

    /// A public key.
    public struct PublicKey: Sendable, Equatable {
        /// The key's 32 bytes.
        public let rawRepresentation: [UInt8]

        /// Takes a key's 32 bytes.
        ///
        /// Bytes that are no point of the curve verify no signature.
        ///
        /// - Throws: ``CryptoError/incorrectKeySize`` for another length; ``CryptoError/invalidPublicKey`` for a point
        ///   of small order, or one that is not encoded as RFC 8032 does.
        public init<Bytes: ContiguousBytes & ~Escapable>(
            rawRepresentation data: Bytes
        ) throws(CryptoError) {
            guard data.byteCount == Curve25519.keyByteCount else { throw .incorrectKeySize }
            let point = data.copied
            guard Ed25519Point.isAcceptable(point) else { throw .invalidPublicKey }
            rawRepresentation = point
        }

        fileprivate init(point: [UInt8]) {
            rawRepresentation = point
        }

        /// Whether a signature of any length is this key's for a message.
        public func isValidSignature<
            Signature: ContiguousBytes & ~Escapable,
            Bytes: ContiguousBytes & ~Escapable
        >(_ signature: Signature, for data: Bytes) -> Bool {
            guard signature.byteCount == Curve25519.Signing.signatureByteCount else { return false }
            return UnsafePointer.to(rawRepresentation) { key in
                UnsafePointer.to(signature) { signature in
                    data.withC { unsafe redoubt_ed25519_verify(key, $0, signature) }
                } ?? false
            } ?? false
        }
    }
}

extension Curve25519.Signing.PrivateKey: CustomStringConvertible {
    /// What it is, and nothing of its bytes.
    public var description: String { "Curve25519.Signing.PrivateKey" }
}
