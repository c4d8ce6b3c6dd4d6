internal import RedoubtCrypto
internal import RedoubtEnclave
internal import RedoubtSealingInterface

/// A key that blobs are sealed with, and the header that names it.
struct SealingKey: Sendable {
    /// How many blobs are sealed with one key.
    ///
    /// Nonces are random, of 96 bits: after so many, two were the same with a probability of 2^-33 (NIST SP 800-38D,
    /// 8.3).
    static let useLimit: UInt64 = 1 << 32

    let header: BlobHeader
    let key: SymmetricKey
    var uses: UInt64 = 0

    /// Derives a new key for a policy, of the newest epoch and the own security version.
    ///
    /// - Throws: `noKeys`, `noProduct`, `noFamily`.
    init(_ keys: PlatformKeys, _ policy: SealingPolicy) throws(SealingError) {
        var header = try BlobHeader(keys, policy)
        let keyID = SymmetricKey(size: .bits128).withUnsafeBytes { unsafe [UInt8]($0) }
        header.setKeyID(keyID)
        self.header = header
        key = PolicyKey.sealingKey(
            keys,
            policy,
            epochIndex: 0,
            version: header.securityVersion,
            keyID: keyID
        )
    }
}
