import RedoubtCrypto

/// Operations that make secrets out of a seed, the same each time.
struct SecretMaking {
    private static let suite = HPKE.Ciphersuite(
        kem: .Curve25519_HKDF_SHA256,
        kdf: .HKDF_SHA256,
        aead: .AES_GCM_256
    )
    private static let salt = [UInt8](repeating: 7, count: 20)
    let seed: [UInt8]
    let x25519: Curve25519.KeyAgreement.PrivateKey
    let peer: Curve25519.KeyAgreement.PublicKey
    private let encapsulatedKey: [UInt8]
    private let message: [UInt8]

    init(seed: [UInt8]) throws(CryptoError) {
        self.seed = seed
        x25519 = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: seed)
        peer = Curve25519.KeyAgreement.PrivateKey().publicKey
        var sender = try HPKE.Sender(
            recipientKey: x25519.publicKey,
            ciphersuite: Self.suite,
            info: []
        )
        encapsulatedKey = sender.encapsulatedKey
        message = try sender.seal([1, 2, 3] as [UInt8])
    }

    func extract<Hash: HashFunction>(_ hash: Hash.Type) -> HashedAuthenticationCode<Hash> {
        HKDF<Hash>.extract(inputKeyMaterial: SymmetricKey(data: seed), salt: Self.salt)
    }

    /// 64 bytes.
    func derive<Hash: HashFunction>(_ hash: Hash.Type) -> SymmetricKey {
        HKDF<Hash>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: seed),
            salt: Self.salt,
            info: Self.salt,
            outputByteCount: 64
        )
    }

    func agreeP256() throws(CryptoError) -> SharedSecret {
        // Below the curve's order, and not zero.
        let scalar = try P256.KeyAgreement.PrivateKey(
            rawRepresentation: [UInt8](repeating: 1, count: 1) + seed.dropFirst()
        )
        let other = try P256.KeyAgreement.PrivateKey(
            rawRepresentation: [UInt8](repeating: 3, count: 32)
        )
        return try scalar.sharedSecretFromKeyAgreement(with: other.publicKey)
    }

    func deriveFromShared() throws(CryptoError) -> SymmetricKey {
        try x25519.sharedSecretFromKeyAgreement(with: peer).hkdfDerivedSymmetricKey(
            using: SHA256.self,
            salt: Self.salt,
            sharedInfo: Self.salt,
            outputByteCount: 32
        )
    }

    func openHPKE() throws(CryptoError) -> [UInt8] {
        var recipient = try HPKE.Recipient(
            privateKey: x25519,
            ciphersuite: Self.suite,
            info: [],
            encapsulatedKey: encapsulatedKey
        )
        return try recipient.open(message)
    }

    /// The shared secret of the KEM: RFC 9180, 4.1.
    func hpkeShared() throws(CryptoError) -> SymmetricKey {
        let suite = Array("KEM".utf8) + [0, 0x20]
        let point = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: encapsulatedKey)
        let agreed = try x25519.sharedSecretFromKeyAgreement(with: point)
            .withUnsafeBytes { unsafe Array($0) }
        return expand(
            extract("eae_prk", agreed, salt: [], suite),
            "shared_secret",
            encapsulatedKey + x25519.publicKey.rawRepresentation,
            suite,
            32
        )
    }

    /// The key of the first message: RFC 9180, 5.1.
    ///
    /// - Throws: what opening the message throws, if this is not its key.
    func hpkeKey() throws(CryptoError) -> SymmetricKey {
        let suite = Array("HPKE".utf8) + [0, 0x20, 0, 1, 0, 2]
        let shared = try hpkeShared().withUnsafeBytes { unsafe Array($0) }
        func bytes(_ key: SymmetricKey) -> [UInt8] { key.withUnsafeBytes { unsafe Array($0) } }
        let context =
            [0] + bytes(extract("psk_id_hash", [], salt: [], suite))
            + bytes(extract("info_hash", [], salt: [], suite))
        let secret = extract("secret", [], salt: shared, suite)
        let key = expand(secret, "key", context, suite, 32)
        let nonce = expand(secret, "base_nonce", context, suite, 12)
        let box = try AES.GCM.SealedBox(combined: bytes(nonce) + message)
        guard try AES.GCM.open(box, using: key) == [1, 2, 3] else { throw .internalFailure }
        return key
    }

    private func extract(
        _ label: String,
        _ input: [UInt8],
        salt: [UInt8],
        _ suite: [UInt8]
    ) -> SymmetricKey {
        let labeled = Array("HPKE-v1".utf8) + suite + Array(label.utf8) + input
        return SymmetricKey(
            data: HKDF<SHA256>.extract(inputKeyMaterial: SymmetricKey(data: labeled), salt: salt)
        )
    }

    private func expand(
        _ key: SymmetricKey,
        _ label: String,
        _ info: [UInt8],
        _ suite: [UInt8],
        _ count: Int
    ) -> SymmetricKey {
        let labeled = [0, UInt8(count)] + Array("HPKE-v1".utf8) + suite + Array(label.utf8) + info
        return HKDF<SHA256>.expand(
            pseudoRandomKey: key,
            info: labeled,
            outputByteCount: count
        )
    }
}
