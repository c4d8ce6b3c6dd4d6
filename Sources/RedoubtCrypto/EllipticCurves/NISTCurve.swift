/// An elliptic curve of NIST's (SP 800-186).
public protocol NISTCurve: Sendable {
    /// The hash function that messages are signed with.
    associatedtype SigningHash: HashFunction
    /// The length of a coordinate, and of a private key, in bytes.
    static var coordinateByteCount: Int { get }
    /// The curve's name.
    static var name: String { get }
    /// The DER encoding of a public key, up to its point (RFC 5480).
    static var subjectPublicKeyInfoPrefix: [UInt8] { get }
}

/// The curve P-256, also known as secp256r1 and prime256v1.
public enum P256: NISTCurve {
    /// Messages are signed with SHA-256.
    public typealias SigningHash = SHA256
    /// 32 bytes.
    public static var coordinateByteCount: Int { 32 }
    /// The curve's name.
    public static var name: String { "P256" }
    /// The DER encoding of a public key, up to its point.
    public static var subjectPublicKeyInfoPrefix: [UInt8] {
        [
            0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06,
            0x08,
            0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
        ]
    }

    /// ECDSA (FIPS 186-5).
    public enum Signing {
        /// A private key.
        public typealias PrivateKey = ECDSAPrivateKey<P256>
        /// A public key.
        public typealias PublicKey = ECDSAPublicKey<P256>
        /// A signature.
        public typealias ECDSASignature = RedoubtCrypto.ECDSASignature<P256>
    }

    /// ECDH (SP 800-56A).
    public enum KeyAgreement {
        /// A private key.
        public typealias PrivateKey = ECDHPrivateKey<P256>
        /// A public key.
        public typealias PublicKey = ECDHPublicKey<P256>
    }
}

/// The curve P-384, also known as secp384r1.
public enum P384: NISTCurve {
    /// Messages are signed with SHA-384.
    public typealias SigningHash = SHA384
    /// 48 bytes.
    public static var coordinateByteCount: Int { 48 }
    /// The curve's name.
    public static var name: String { "P384" }
    /// The DER encoding of a public key, up to its point.
    public static var subjectPublicKeyInfoPrefix: [UInt8] {
        [
            0x30, 0x76, 0x30, 0x10, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06,
            0x05,
            0x2B, 0x81, 0x04, 0x00, 0x22, 0x03, 0x62, 0x00,
        ]
    }

    /// ECDSA (FIPS 186-5).
    public enum Signing {
        /// A private key.
        public typealias PrivateKey = ECDSAPrivateKey<P384>
        /// A public key.
        public typealias PublicKey = ECDSAPublicKey<P384>
        /// A signature.
        public typealias ECDSASignature = RedoubtCrypto.ECDSASignature<P384>
    }

    /// ECDH (SP 800-56A).
    public enum KeyAgreement {
        /// A private key.
        public typealias PrivateKey = ECDHPrivateKey<P384>
        /// A public key.
        public typealias PublicKey = ECDHPublicKey<P384>
    }
}
