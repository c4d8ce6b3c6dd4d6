public import RedoubtABI
public import RedoubtSealingInterface

/// What the tests ask of an enclave that seals.
@EnclaveInterface
public protocol SealingFixture {
    /// Seals with a key of the blob's own.
    func seal(
        _ policy: SealingPolicy,
        _ content: [UInt8],
        _ context: [UInt8]
    ) throws(SealingError) -> [UInt8]
    /// Opens a blob of any policy.
    func unseal(_ blob: [UInt8], _ context: [UInt8]) throws(SealingError) -> Unsealed
    /// Opens a blob of one policy.
    func unseal(
        of policy: SealingPolicy,
        _ blob: [UInt8],
        _ context: [UInt8]
    ) throws(SealingError) -> Unsealed
    /// Opens random blobs, half of them with the header of a true one, and says how many were refused.
    func openRandom(_ count: Int, seed: UInt64) throws(SealingError) -> Int
    /// Seals and opens, drops all, and counts what is left in memory.
    func residue(of secret: SealingSecret) throws(SealingError) -> MemoryResidue
    /// Opens an older version's blob, drops all, and counts what is left in memory of the keys that it took.
    func residue(
        afterOpening blob: [UInt8],
        _ context: [UInt8]
    ) throws(SealingError) -> MemoryResidue
    /// Opens a store of the fixture's policy, `sameImage`.
    func openStore(_ isMade: Bool, minimumGeneration: UInt64) throws(SealedStoreError) -> UInt64
    /// Reads from the store that is open.
    func value(_ key: String) throws(SealedStoreError) -> [UInt8]?
    /// Writes to the store that is open.
    func set(_ key: String, _ value: [UInt8]) throws(SealedStoreError)
    /// Seals again what is old in the store that is open.
    func reseal() throws(SealedStoreError) -> Int
}

/// What was sealed, and whether it should be sealed again.
@EnclaveValue
public struct Unsealed: Equatable {
    /// What was sealed.
    public let content: [UInt8]
    /// Whether it should be sealed again.
    public let needsReseal: Bool

    /// Says what was sealed.
    public init(content: [UInt8], needsReseal: Bool) {
        self.content = content
        self.needsReseal = needsReseal
    }
}

/// A secret that should be gone from memory.
@EnclaveValue
public enum SealingSecret: CaseIterable {
    /// A content that was sealed and opened.
    case content
    /// One that is kept: the search has to find it.
    case keptContent
    /// The key of a blob that was sealed and opened.
    case sealingKey
    /// One that is kept.
    case keptSealingKey
}

/// How often a secret was found in an enclave's memory.
@EnclaveValue
public struct MemoryResidue: Equatable {
    /// In the heap.
    public let heap: Int
    /// On what is not in use of the stack.
    public let stack: Int

    /// Says how often it was found.
    public init(heap: Int, stack: Int) {
        self.heap = heap
        self.stack = stack
    }
}
