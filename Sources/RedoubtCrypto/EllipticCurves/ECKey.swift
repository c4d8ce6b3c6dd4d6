internal import CRedoubtCrypto

/// A key of a curve, which owns BoringSSL's.
///
/// A private key's scalar is overwritten when the last reference goes.
@safe
final class ECKey<Curve: NISTCurve>: @unchecked Sendable {
    // SAFETY: the key is this object's own, and BoringSSL changes no key that has been made.
    private let key: OpaquePointer

    private static var curve: redoubt_curve {
        Curve.coordinateByteCount == 32 ? REDOUBT_CURVE_P256 : REDOUBT_CURVE_P384
    }

    private init(_ key: OpaquePointer) {
        unsafe self.key = key
    }

    /// Makes a random private key.
    static func random() -> ECKey {
        guard let key = unsafe redoubt_ec_generate(curve) else {
            // BoringSSL fails here only where its memory ends, which has stopped the enclave
            // already.
            fatalError("no key could be made")
        }
        return unsafe ECKey(key)
    }

    /// Takes a scalar.
    static func privateKey<Bytes: ContiguousBytes & ~Escapable>(
        _ scalar: Bytes
    ) throws(CryptoError) -> ECKey {
        guard scalar.byteCount == Curve.coordinateByteCount else { throw .incorrectKeySize }
        guard let key = scalar.withC({ unsafe redoubt_ec_private(curve, $0) }) else {
            throw .invalidPrivateKey
        }
        return unsafe ECKey(key)
    }

    /// Takes a point, compressed or not.
    static func publicKey<Bytes: ContiguousBytes & ~Escapable>(
        _ point: Bytes
    ) throws(CryptoError) -> ECKey {
        guard let key = point.withC({ unsafe redoubt_ec_public(curve, $0) }) else {
            throw .invalidPublicKey
        }
        return unsafe ECKey(key)
    }

    deinit {
        unsafe redoubt_ec_free(key)
    }

    var scalar: [UInt8] {
        let count = Curve.coordinateByteCount
        return makeBytes(count: count) { unsafe redoubt_ec_get_scalar(key, $0, count) } ?? []
    }

    /// As in X9.62: with a first byte that says its form.
    func point(isCompressed: Bool) -> [UInt8] {
        let count = 1 + (isCompressed ? 1 : 2) * Curve.coordinateByteCount
        return makeBytes(count: count) {
            unsafe redoubt_ec_get_point(key, isCompressed, $0, count)
        } ?? []
    }

    func sign<Digest: ContiguousBytes>(_ digest: Digest) -> [UInt8]? {
        let count = 2 * Curve.coordinateByteCount
        return makeBytes(count: count) { output in
            digest.withC { unsafe redoubt_ec_sign(key, $0, output, count) }
        }
    }

    func verify<Digest: ContiguousBytes>(_ digest: Digest, _ signature: [UInt8]) -> Bool {
        digest.withC { digest in
            signature.withC { unsafe redoubt_ec_verify(key, digest, $0) }
        }
    }

    /// The x coordinate of the product of this key's scalar with the peer's point.
    func agree(with peer: ECKey) throws(CryptoError) -> SecureBytes {
        var isAgreed = false
        let shared = SecureBytes(count: Curve.coordinateByteCount) { buffer in
            guard let start = buffer.baseAddress else { return }
            let output = unsafe start.assumingMemoryBound(to: UInt8.self)
            isAgreed = unsafe redoubt_ec_agree(key, peer.key, output, buffer.count)
        }
        guard isAgreed else { throw .internalFailure }
        return shared
    }
}
