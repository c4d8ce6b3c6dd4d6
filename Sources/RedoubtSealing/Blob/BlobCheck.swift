internal import RedoubtSealingInterface

/// What a blob's header says, found to be for this enclave.
///
/// Everything in it is the word of whoever made the blob, until the tag has been checked.
struct BlobCheck {
    let policy: SealingPolicy
    let epochIndex: Int
    let securityVersion: UInt16
    /// Whether it is of an older epoch or an older security version.
    let isOld: Bool

    /// Reads a header and says why the blob cannot be opened here, as far as the header knows.
    ///
    /// - Parameters:
    ///   - blob: the whole blob, from anybody.
    ///   - keys: the enclave's.
    ///   - wanted: the header of the enclave's own blobs of the policy that it must have; any if nil.
    /// - Throws: any ``SealingError`` but `tampered`, `wrongContext` and `cryptographyFailed`.
    init(
        _ blob: [UInt8],
        _ keys: PlatformKeys,
        wanted: BlobHeader?
    ) throws(SealingError) {
        guard keys.epochCount > 0 else { throw .noKeys }
        policy = try Self.policy(of: blob)
        let own: BlobHeader
        if let wanted {
            guard wanted.bytes[BlobLayout.policy] == policy.number else {
                throw .otherPolicy(sealed: policy)
            }
            own = wanted
        } else {
            own = try BlobHeader(keys, policy)
        }
        try Self.compare(blob, own, policy)
        securityVersion = BlobHeader.integer(of: blob, at: BlobLayout.securityVersion)
        if securityVersion > own.securityVersion {
            throw .newerVersion(sealed: securityVersion, own: own.securityVersion)
        }
        let epoch: UInt32 = BlobHeader.integer(of: blob, at: BlobLayout.epoch)
        guard let index = (0..<keys.epochCount).first(where: { keys.epoch(at: $0) == epoch })
        else { throw .unknownEpoch(epoch) }
        epochIndex = index
        isOld = index > 0 || securityVersion < own.securityVersion
    }

    /// Checks size, magic and version, before any other byte means anything.
    private static func policy(of blob: [UInt8]) throws(SealingError) -> SealingPolicy {
        for (index, byte) in BlobLayout.magic.enumerated() where index < blob.count {
            guard blob[index] == byte else { throw .notSealed }
        }
        guard blob.count > BlobLayout.version else { throw .tooShort }
        guard blob[BlobLayout.version] == BlobLayout.currentVersion else {
            throw .unknownVersion(blob[BlobLayout.version])
        }
        guard blob.count >= SealingLimits.overheadBytes else { throw .tooShort }
        guard blob.count - SealingLimits.overheadBytes <= SealingLimits.contentBytes else {
            throw .contentTooLarge(limitBytes: SealingLimits.contentBytes)
        }
        guard let policy = SealingPolicy(number: blob[BlobLayout.policy]) else { throw .malformed }
        return policy
    }

    /// Holds flags and identity against the enclave's own; the widest difference is told first.
    private static func compare(
        _ blob: [UInt8],
        _ own: BlobHeader,
        _ policy: SealingPolicy
    ) throws(SealingError) {
        let flags = blob[BlobLayout.flags]
        let known = BlobLayout.debugFlag | BlobLayout.developmentFlag
        guard flags & ~known == 0, blob[BlobLayout.zero] == 0,
            (BlobHeader.integer(of: blob, at: BlobLayout.secondZero) as UInt16) == 0
        else { throw .malformed }
        let differences = flags ^ own.bytes[BlobLayout.flags]
        if differences & BlobLayout.developmentFlag != 0 {
            throw .otherMode(isSealedInDevelopment: flags & BlobLayout.developmentFlag != 0)
        }
        guard own.isSame(BlobLayout.platform, in: blob) else { throw .otherPlatform }
        if differences & BlobLayout.debugFlag != 0 {
            throw .debugAgainstProduction(isSealedInDebug: flags & BlobLayout.debugFlag != 0)
        }
        // Fields that the policy does not need are zeros in both.
        guard own.isSame(BlobLayout.signer, in: blob) else {
            throw policy == .exactCode ? .malformed : .otherAuthor
        }
        guard own.isSame(BlobLayout.product, in: blob) else {
            throw policy == .sameImage ? .otherImage : .malformed
        }
        guard own.isSame(BlobLayout.family, in: blob) else {
            throw policy == .sameFamily ? .otherFamily : .malformed
        }
        guard own.isSame(BlobLayout.measurement, in: blob) else {
            throw policy == .exactCode ? .otherCode : .malformed
        }
    }
}
