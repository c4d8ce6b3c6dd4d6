/// A private key to agree on secrets with, wiped when its last copy goes.
public struct ECDHPrivateKey<Curve: NISTCurve>: Sendable, CustomStringConvertible {
    let key: ECKey<Curve>

    /// Makes a random key.
    public init() {
        key = .random()
    }

    /// Takes a key's scalar, with the highest byte first.
    ///
    /// - Throws: ``CryptoError/incorrectKeySize`` for another length than the curve's;
    ///   ``CryptoError/invalidPrivateKey`` unless it is within 1 and the curve's order less 1.
    public init<Bytes: ContiguousBytes & ~Escapable>(
        rawRepresentation data: Bytes
    ) throws(CryptoError) {
        key = try .privateKey(data)
    }

    /// The key's scalar, in an array that is the caller's to keep secret.
    public var rawRepresentation: [UInt8] { key.scalar }

    /// The key that others may know.
    public var publicKey: ECDHPublicKey<Curve> { ECDHPublicKey(key: key) }

    /// What it is, and nothing of its bytes.
    public var description: String { "\(Curve.name).KeyAgreement.PrivateKey" }

    /// Agrees on a secret with the holder of another key.
    ///
    /// - Throws: ``CryptoError/internalFailure``.
    public func sharedSecretFromKeyAgreement(
        with publicKeyShare: ECDHPublicKey<Curve>
    ) throws(CryptoError) -> SharedSecret {
        SharedSecret(try key.agree(with: publicKeyShare.key))
    }
}

/// A public key to agree on secrets with.
public struct ECDHPublicKey<Curve: NISTCurve>: Sendable, Equatable {
    let key: ECKey<Curve>

    init(key: ECKey<Curve>) {
        self.key = key
    }

    /// Takes both coordinates.
    ///
    /// - Throws: ``CryptoError/incorrectKeySize`` for another length;
    ///   ``CryptoError/invalidPublicKey`` unless the point is on the curve.
    public init<Bytes: ContiguousBytes & ~Escapable>(
        rawRepresentation data: Bytes
    ) throws(CryptoError) {
        guard data.byteCount == 2 * Curve.coordinateByteCount else { throw .incorrectKeySize }
        key = try .publicKey([0x04] + data.copied)
    }

    /// Takes a point in the uncompressed form of X9.63.
    ///
    /// - Throws: ``CryptoError/incorrectKeySize`` for another length;
    ///   ``CryptoError/invalidPublicKey`` unless the point is on the curve.
    public init<Bytes: ContiguousBytes & ~Escapable>(
        x963Representation data: Bytes
    ) throws(CryptoError) {
        guard data.byteCount == 1 + 2 * Curve.coordinateByteCount else { throw .incorrectKeySize }
        key = try .publicKey(data)
    }

    /// Takes a point in the compressed form.
    ///
    /// - Throws: ``CryptoError/incorrectKeySize`` for another length;
    ///   ``CryptoError/invalidPublicKey`` unless there is such a point on the curve.
    public init<Bytes: ContiguousBytes & ~Escapable>(
        compressedRepresentation data: Bytes
    ) throws(CryptoError) {
        guard data.byteCount == 1 + Curve.coordinateByteCount else { throw .incorrectKeySize }
        key = try .publicKey(data)
    }

    /// Takes a SubjectPublicKeyInfo (RFC 5480) with a point that is not compressed.
    ///
    /// - Throws: ``CryptoError/invalidPublicKey`` for anything else.
    public init<Bytes: ContiguousBytes & ~Escapable>(
        derRepresentation data: Bytes
    ) throws(CryptoError) {
        let bytes = data.copied
        let prefix = Curve.subjectPublicKeyInfoPrefix
        guard bytes.starts(with: prefix),
            bytes.count == prefix.count + 1 + 2 * Curve.coordinateByteCount
        else { throw .invalidPublicKey }
        key = try .publicKey(bytes[prefix.count...])
    }

    /// Both coordinates.
    public var rawRepresentation: [UInt8] { Array(x963Representation.dropFirst()) }
    /// The point in the uncompressed form of X9.63.
    public var x963Representation: [UInt8] { key.point(isCompressed: false) }
    /// The point in the compressed form.
    public var compressedRepresentation: [UInt8] { key.point(isCompressed: true) }
    /// The SubjectPublicKeyInfo (RFC 5480).
    public var derRepresentation: [UInt8] {
        Curve.subjectPublicKeyInfoPrefix + x963Representation
    }

    /// Whether both are the same point.
    public static func == (first: Self, second: Self) -> Bool {
        first.x963Representation == second.x963Representation
    }
}
