public import RedoubtCrypto
internal import RedoubtEnclave
public import RedoubtSealingInterface

/// Seals data so that it can leave the enclave and only the enclaves of a policy can open it again.
///
/// Keep one for each purpose: it keeps its key, so that sealing costs little more than encryption. Threads may share
/// it. The static functions derive a key each time.
///
/// ```swift
/// let sealer = try Sealer(policy: .sameImage)
/// let blob = try sealer.seal(Array("secret".utf8), context: "settings")
/// let settings = try sealer.unseal(blob, context: "settings").content
/// ```
public final class Sealer: Sendable {
    /// Who can open what it seals, and whose blobs it opens.
    public let policy: SealingPolicy
    private let keys: PlatformKeys
    private let current: Mutex<SealingKey>

    /// Makes a sealer with a key of its own.
    ///
    /// - Throws: ``SealingError``: `noKeys`, `noProduct`, `noFamily`.
    public convenience init(policy: SealingPolicy) throws(SealingError) {
        try self.init(policy: policy, keys: .own)
    }

    /// Makes a sealer with keys that a test made up.
    package init(policy: SealingPolicy, keys: PlatformKeys) throws(SealingError) {
        self.policy = policy
        self.keys = keys
        current = Mutex(try SealingKey(keys, policy))
    }

    /// Lets a test go on from a key that has been used often.
    func replaceKey(_ key: SealingKey) {
        current.withLock { $0 = key }
    }

    /// Seals data.
    ///
    /// - Parameters:
    ///   - content: up to ``SealingLimits/contentBytes``; it may be empty. Its length can be seen in the blob's.
    ///   - context: what it is for; needed to open it.
    /// - Returns: the blob, ``SealingLimits/overheadBytes`` longer than the content.
    /// - Throws: ``SealingError``: `contentTooLarge`, `contextTooLarge`, `cryptographyFailed`.
    public func seal<Content: ContiguousBytes & ~Escapable>(
        _ content: Content,
        context: SealingContext
    ) throws(SealingError) -> [UInt8] {
        let (policy, keys) = (policy, keys)
        let key = try current.withLock { (key) throws(SealingError) in
            if key.uses == SealingKey.useLimit { key = try SealingKey(keys, policy) }
            key.uses += 1
            return key
        }
        return try Self.seal(content, context, key)
    }

    /// Opens a blob of this sealer's policy.
    ///
    /// - Parameters:
    ///   - blob: from anybody.
    ///   - context: what `seal` was given.
    /// - Returns: the content, and whether it should be sealed again.
    /// - Throws: ``SealingError``.
    public func unseal(
        _ blob: [UInt8],
        context: SealingContext
    ) throws(SealingError) -> UnsealedData {
        let own = current.withLock { $0 }
        return try Self.unseal(blob, context, keys, own)
    }

    /// Opens a blob, and seals it again if its epoch or its security version is no longer the newest.
    ///
    /// - Parameters:
    ///   - blob: from anybody.
    ///   - context: what `seal` was given.
    /// - Returns: the content, and the blob that should be kept in the place of the old one.
    /// - Throws: ``SealingError``.
    public func unsealRenewing(
        _ blob: [UInt8],
        context: SealingContext
    ) throws(SealingError) -> RenewedData {
        let data = try unseal(blob, context: context)
        return RenewedData(
            content: data.content,
            renewedBlob: data.needsReseal ? try seal(data.content, context: context) : nil
        )
    }
}

extension Sealer {
    /// Seals data, with a key that is derived for it alone.
    ///
    /// - Parameters:
    ///   - content: up to ``SealingLimits/contentBytes``; it may be empty.
    ///   - policy: who can open it.
    ///   - context: what it is for; needed to open it.
    /// - Returns: the blob.
    /// - Throws: ``SealingError``: `noKeys`, `noProduct`, `noFamily`, `contentTooLarge`, `contextTooLarge`,
    ///   `cryptographyFailed`.
    public static func seal<Content: ContiguousBytes & ~Escapable>(
        _ content: Content,
        policy: SealingPolicy,
        context: SealingContext
    ) throws(SealingError) -> [UInt8] {
        try seal(content, context, SealingKey(.own, policy))
    }

    /// Opens a blob of any policy.
    ///
    /// Look at ``UnsealedData/policy`` where it matters who can have sealed it; a ``Sealer`` opens blobs of its own
    /// policy alone.
    ///
    /// - Parameters:
    ///   - blob: from anybody.
    ///   - context: what `seal` was given.
    /// - Returns: the content, and whether it should be sealed again.
    /// - Throws: ``SealingError``.
    public static func unseal(
        _ blob: [UInt8],
        context: SealingContext
    ) throws(SealingError) -> UnsealedData {
        try unseal(blob, context, .own, nil)
    }

    private static func seal<Content: ContiguousBytes & ~Escapable>(
        _ content: Content,
        _ context: SealingContext,
        _ key: SealingKey
    ) throws(SealingError) -> [UInt8] {
        guard content.withBytes({ $0.count }) <= SealingLimits.contentBytes else {
            throw .contentTooLarge(limitBytes: SealingLimits.contentBytes)
        }
        return try BlobCipher.seal(content, context.digest(), key.header, key.key)
    }

    private static func unseal(
        _ blob: [UInt8],
        _ context: SealingContext,
        _ keys: PlatformKeys,
        _ own: SealingKey?
    ) throws(SealingError) -> UnsealedData {
        let check = try BlobCheck(blob, keys, wanted: own?.header)
        let digest = try context.digest()
        let key: SymmetricKey
        if let own, !check.isOld, own.header.isSame(BlobLayout.keyID, in: blob) {
            key = own.key
        } else {
            key = PolicyKey.sealingKey(
                keys,
                check.policy,
                epochIndex: check.epochIndex,
                version: check.securityVersion,
                keyID: Array(blob[BlobLayout.keyID])
            )
        }
        return UnsealedData(
            content: try BlobCipher.open(blob, digest, key),
            policy: check.policy,
            needsReseal: check.isOld
        )
    }
}
