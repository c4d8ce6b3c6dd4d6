internal import CRedoubtABI
internal import RedoubtCrypto
internal import RedoubtSealingInterface

/// The derivation of keys inside the enclave; see docs/SEALING.md.
enum PolicyKey {
    private static let digitLabel: [UInt8] = Array("redoubt version digit v1".utf8)
    private static let stepLabel: [UInt8] = Array("redoubt version step v1".utf8)
    private static let sealingLabel: [UInt8] = Array("redoubt sealing key v1".utf8)

    /// The key that a blob is encrypted with.
    ///
    /// - Parameters:
    ///   - keys: the enclave's.
    ///   - policy: who can derive it.
    ///   - epochIndex: which epoch's secret it comes from.
    ///   - version: the security version, the own or an older one; not looked at for `exactCode`.
    ///   - keyID: 16 random bytes.
    /// - Returns: 32 bytes.
    static func sealingKey(
        _ keys: PlatformKeys,
        _ policy: SealingPolicy,
        epochIndex: Int,
        version: UInt16,
        keyID: [UInt8]
    ) -> SymmetricKey {
        let key = derive(keys, policy, epochIndex, version, keyID)
        // HMAC returns codes as values: what is a key here was on the stack below.
        var scratch = SHA256()
        scratch.wipe()
        return key
    }

    @inline(never)
    private static func derive(
        _ keys: PlatformKeys,
        _ policy: SealingPolicy,
        _ epochIndex: Int,
        _ version: UInt16,
        _ keyID: [UInt8]
    ) -> SymmetricKey {
        let policyKey =
            policy == .exactCode
            ? keys.key(ofEpochAt: epochIndex, offset: exactCodeOffset)
            : versionKey(keys, policy, epochIndex, version)
        return HKDF<SHA256>.expand(
            pseudoRandomKey: policyKey,
            info: sealingLabel + keyID,
            outputByteCount: 32
        )
    }

    /// The key of a security version that is not newer than the enclave's.
    ///
    /// A version's four hexadecimal digits are four places in a tree of keys. What an enclave is given are its own
    /// version's key, and for each place the key of the digit one below its own.
    static func versionKey(
        _ keys: PlatformKeys,
        _ policy: SealingPolicy,
        _ epochIndex: Int,
        _ version: UInt16
    ) -> SymmetricKey {
        let own = keys.securityVersion
        precondition(version <= own, "newer versions' keys cannot be derived")
        let offset = versionsOffset(policy)
        var place = 0
        while place < digitCount, digit(own, place) == digit(version, place) { place += 1 }
        guard place < digitCount else { return keys.key(ofEpochAt: epochIndex, offset: offset) }
        var key = keys.key(ofEpochAt: epochIndex, offset: offset + (1 + place) * keyByteCount)
        step(&key, digit(own, place) - 1 - digit(version, place))
        place += 1
        while place < digitCount {
            key = SymmetricKey(
                data: HMAC<SHA256>.authenticationCode(
                    for: digitLabel + [UInt8(place)],
                    using: key
                )
            )
            step(&key, 15 - digit(version, place))
            place += 1
        }
        return key
    }

    /// Goes down so many digits in one place.
    private static func step(_ key: inout SymmetricKey, _ count: Int) {
        for _ in 0..<count {
            key = SymmetricKey(
                data: HMAC<SHA256>.authenticationCode(for: stepLabel, using: key)
            )
        }
    }

    /// The digit at a place, of which the first is the most significant.
    private static func digit(_ version: UInt16, _ place: Int) -> Int {
        Int(version >> UInt16(12 - 4 * place) & 15)
    }

    private static let digitCount = Int(REDOUBT_VERSION_DIGITS)
    private static let keyByteCount = Int(REDOUBT_KEY_SIZE)
    // Where keys are in struct redoubt_epoch_keys.
    private static let exactCodeOffset = 8

    private static func versionsOffset(_ policy: SealingPolicy) -> Int {
        let first = exactCodeOffset + keyByteCount
        let size = (1 + digitCount) * keyByteCount
        return switch policy {
        case .exactCode, .sameImage: first
        case .sameFamily: first + size
        case .sameAuthor: first + 2 * size
        }
    }
}
