/// A public key that HPKE can encrypt to.
public protocol HPKEDiffieHellmanPublicKey: Sendable {
    /// The private keys that go with it.
    associatedtype EphemeralPrivateKey: HPKEDiffieHellmanPrivateKey
    where EphemeralPrivateKey.PublicKey == Self
    /// The KEM that it is a key of.
    static var kem: HPKE.KEM { get }
    /// Reads what ``hpkeRepresentation`` wrote.
    init(hpkeRepresentation: [UInt8]) throws(CryptoError)
    /// The key as RFC 9180 sends it.
    var hpkeRepresentation: [UInt8] { get }
}

/// A private key that HPKE can decrypt with.
public protocol HPKEDiffieHellmanPrivateKey: Sendable {
    /// The public keys that go with it.
    associatedtype PublicKey: HPKEDiffieHellmanPublicKey where PublicKey.EphemeralPrivateKey == Self
    /// Makes a random key.
    init()
    /// The key that others may know.
    var publicKey: PublicKey { get }
    /// Agrees on a secret with the holder of another key.
    func sharedSecretFromKeyAgreement(
        with publicKeyShare: PublicKey
    ) throws(CryptoError) -> SharedSecret
}

extension Curve25519.KeyAgreement.PublicKey: HPKEDiffieHellmanPublicKey {
    /// X25519.
    public typealias EphemeralPrivateKey = Curve25519.KeyAgreement.PrivateKey
    /// X25519 with HKDF-SHA256.
    public static var kem: HPKE.KEM { .Curve25519_HKDF_SHA256 }
    /// Takes a key's 32 bytes.
    public init(hpkeRepresentation: [UInt8]) throws(CryptoError) {
        try self.init(rawRepresentation: hpkeRepresentation)
    }
    /// The key's 32 bytes.
    public var hpkeRepresentation: [UInt8] { rawRepresentation }
}

extension Curve25519.KeyAgreement.PrivateKey: HPKEDiffieHellmanPrivateKey {}

extension ECDHPublicKey: HPKEDiffieHellmanPublicKey {
    /// ECDH on the same curve.
    public typealias EphemeralPrivateKey = ECDHPrivateKey<Curve>
    /// The curve with HKDF and the hash function that goes with it.
    public static var kem: HPKE.KEM {
        Curve.coordinateByteCount == P256.coordinateByteCount
            ? .P256_HKDF_SHA256 : .P384_HKDF_SHA384
    }
    /// Takes a point in the uncompressed form.
    public init(hpkeRepresentation: [UInt8]) throws(CryptoError) {
        try self.init(x963Representation: hpkeRepresentation)
    }
    /// The point in the uncompressed form.
    public var hpkeRepresentation: [UInt8] { x963Representation }
}

extension ECDHPrivateKey: HPKEDiffieHellmanPrivateKey {}

extension HPKE.KEM {
    /// ExtractAndExpand of RFC 9180, 4.1.
    ///
    /// - Parameters:
    ///   - agreed: one or two secrets.
    ///   - context: the public keys that took part.
    /// - Returns: what both ends then know.
    /// - Throws: ``CryptoError/incorrectParameterSize``, which no length here causes.
    func sharedSecret(
        _ agreed: [SharedSecret],
        context: [UInt8]
    ) throws(CryptoError) -> SymmetricKey {
        let suite = Array("KEM".utf8) + number.bigEndianBytes
        var joined: [UInt8] = []
        for secret in agreed { joined += secret.copied }
        let key = kdf.labeledExtract(
            salt: .empty,
            label: "eae_prk",
            input: SymmetricKey(data: joined),
            suite: suite
        )
        return try kdf.labeledExpand(
            key: key,
            label: "shared_secret",
            info: context,
            suite: suite,
            byteCount: secretByteCount
        )
    }
}

extension SymmetricKey {
    /// No bytes, where HPKE takes none.
    static var empty: SymmetricKey { SymmetricKey(data: [UInt8]()) }
}
