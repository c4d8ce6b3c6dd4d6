extension HPKE {
    /// How a key is agreed on.
    public enum KEM: Sendable, Equatable {
        /// P-256 with HKDF-SHA256.
        case P256_HKDF_SHA256
        /// P-384 with HKDF-SHA384.
        case P384_HKDF_SHA384
        /// X25519 with HKDF-SHA256.
        case Curve25519_HKDF_SHA256
    }

    /// How keys are derived.
    public enum KDF: Sendable, Equatable {
        /// HKDF with SHA-256.
        case HKDF_SHA256
        /// HKDF with SHA-384.
        case HKDF_SHA384
        /// HKDF with SHA-512.
        case HKDF_SHA512
    }

    /// How messages are encrypted.
    public enum AEAD: Sendable, Equatable {
        /// AES-GCM with 128-bit keys.
        case AES_GCM_128
        /// AES-GCM with 256-bit keys.
        case AES_GCM_256
        /// ChaCha20-Poly1305.
        case chaChaPoly
        /// Not at all: the conversation only exports secrets.
        case exportOnly
    }

    /// The algorithms of a conversation, which both ends have to name alike.
    public struct Ciphersuite: Sendable, Equatable {
        /// How a key is agreed on.
        public let kem: KEM
        /// How keys are derived.
        public let kdf: KDF
        /// How messages are encrypted.
        public let aead: AEAD

        /// A ciphersuite of your own choice.
        public init(kem: KEM, kdf: KDF, aead: AEAD) {
            self.kem = kem
            self.kdf = kdf
            self.aead = aead
        }

        /// P-256, SHA-256, AES-GCM with 256-bit keys.
        public static let P256_SHA256_AES_GCM_256 = Ciphersuite(
            kem: .P256_HKDF_SHA256,
            kdf: .HKDF_SHA256,
            aead: .AES_GCM_256
        )
        /// P-384, SHA-384, AES-GCM with 256-bit keys.
        public static let P384_SHA384_AES_GCM_256 = Ciphersuite(
            kem: .P384_HKDF_SHA384,
            kdf: .HKDF_SHA384,
            aead: .AES_GCM_256
        )
        /// X25519, SHA-256, ChaCha20-Poly1305.
        public static let Curve25519_SHA256_ChachaPoly = Ciphersuite(
            kem: .Curve25519_HKDF_SHA256,
            kdf: .HKDF_SHA256,
            aead: .chaChaPoly
        )

        /// What names the suite in every derivation (RFC 9180, 5.1).
        var identifier: [UInt8] {
            Array("HPKE".utf8) + kem.number.bigEndianBytes + kdf.number.bigEndianBytes
                + aead.number.bigEndianBytes
        }
    }
}

extension HPKE.KEM {
    /// RFC 9180, 7.1.
    var number: UInt16 {
        switch self {
        case .P256_HKDF_SHA256: 0x0010
        case .P384_HKDF_SHA384: 0x0011
        case .Curve25519_HKDF_SHA256: 0x0020
        }
    }

    var kdf: HPKE.KDF {
        switch self {
        case .P256_HKDF_SHA256, .Curve25519_HKDF_SHA256: .HKDF_SHA256
        case .P384_HKDF_SHA384: .HKDF_SHA384
        }
    }

    /// The length of what it agrees on, in bytes.
    var secretByteCount: Int { kdf.hashByteCount }
}

extension HPKE.KDF {
    /// RFC 9180, 7.2.
    var number: UInt16 {
        switch self {
        case .HKDF_SHA256: 1
        case .HKDF_SHA384: 2
        case .HKDF_SHA512: 3
        }
    }

    var hashByteCount: Int {
        switch self {
        case .HKDF_SHA256: SHA256Digest.byteCount
        case .HKDF_SHA384: SHA384Digest.byteCount
        case .HKDF_SHA512: SHA512Digest.byteCount
        }
    }
}

extension HPKE.AEAD {
    /// RFC 9180, 7.3.
    var number: UInt16 {
        switch self {
        case .AES_GCM_128: 1
        case .AES_GCM_256: 2
        case .chaChaPoly: 3
        case .exportOnly: 0xFFFF
        }
    }

    var keyByteCount: Int {
        switch self {
        case .AES_GCM_128: 16
        case .AES_GCM_256, .chaChaPoly: 32
        case .exportOnly: 0
        }
    }
}

extension UInt16 {
    var bigEndianBytes: [UInt8] {
        [UInt8(truncatingIfNeeded: self >> 8), UInt8(truncatingIfNeeded: self)]
    }
}
