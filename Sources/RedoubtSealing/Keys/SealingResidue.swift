internal import RedoubtCrypto
internal import RedoubtSealingInterface

/// The keys that opening a blob takes, for tests that look for them in memory afterwards.
///
/// A program that does not use it does not link it.
package enum SealingResidue {
    /// The key that a blob was sealed with, with every bit inverted.
    package static func invertedSealingKey(of blob: [UInt8]) -> [UInt8] {
        guard let check = try? BlobCheck(blob, .own, wanted: nil) else { return [] }
        let key = PolicyKey.sealingKey(
            .own,
            check.policy,
            epochIndex: check.epochIndex,
            version: check.securityVersion,
            keyID: Array(blob[BlobLayout.keyID])
        )
        return invert(key)
    }

    /// The same, and the key of the security version that it comes from.
    package static func invertedKeys(of blob: [UInt8]) -> [[UInt8]] {
        guard let check = try? BlobCheck(blob, .own, wanted: nil), check.policy != .exactCode else {
            return []
        }
        let versionKey = invertedVersionKey(check)
        var scratch = SHA256()
        scratch.wipe()
        return [invertedSealingKey(of: blob), versionKey]
    }

    @inline(never)
    private static func invertedVersionKey(_ check: BlobCheck) -> [UInt8] {
        invert(
            PolicyKey.versionKey(.own, check.policy, check.epochIndex, check.securityVersion)
        )
    }

    private static func invert(_ key: SymmetricKey) -> [UInt8] {
        key.withUnsafeBytes { bytes in unsafe bytes.map { ~$0 } }
    }
}
