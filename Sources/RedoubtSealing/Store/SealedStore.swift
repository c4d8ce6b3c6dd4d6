internal import RedoubtEnclave
public import RedoubtSealingInterface

/// Values by key, kept by the host and readable in the enclave alone.
///
/// A small store, for keys, counters and settings: each write seals the value and an index of all keys, and hands both
/// to the host's ``SealedStorage``. What the host gives back is believed only if it is what was written last: records
/// that were changed, swapped, dropped or set back are told, while the enclave lives and after a restart. What cannot
/// be told by itself after a restart is that *all* of the store was set back to an older state: remember
/// ``generation`` where the host cannot change it, and give it to the next `open` as `minimumGeneration`.
///
/// ```swift
/// let store = try SealedStore.open(
///     SealedStorageClient(Enclave.host), name: "settings", policy: .sameImage, ifMissing: .create)
/// try store.set(Array("blue".utf8), for: "color")
/// let color = try store.value(for: "color")
/// ```
///
/// Open it while a call is served: before, the host listens to nobody. Threads may share it; one at a time uses it,
/// and the others wait while the host reads and writes. The host's handler must not call the enclave in turn for
/// something that needs the store. One enclave at a time may have a store open.
public final class SealedStore<Storage: SealedStorage & Sendable>: Sendable {
    private let state: Mutex<StoreState<Storage>>

    private init(_ state: sending StoreState<Storage>) {
        self.state = Mutex(state)
    }

    /// Opens a store, and removes what an interrupted write has left.
    ///
    /// - Parameters:
    ///   - storage: the host's: `SealedStorageClient(Enclave.host)`.
    ///   - name: 1 to 32 bytes of a-z, 0-9 and `-`. The host sees it.
    ///   - policy: which enclaves can open it, and so which can have written it.
    ///   - limits: of what is written from now on.
    ///   - minimumGeneration: the ``generation`` that the store is known to have reached; 0 if nobody remembers.
    ///   - ifMissing: what to do if the host has no such store.
    /// - Returns: the store.
    /// - Throws: ``SealedStoreError``: `sealing`, `storage`, `noStore`, `indexMissing`, `malformedIndex`, `rolledBack`,
    ///   `malformedListing`, `invalidName`.
    public static func open(
        _ storage: Storage,
        name: String,
        policy: SealingPolicy,
        limits: SealedStoreLimits = SealedStoreLimits(),
        minimumGeneration: UInt64 = 0,
        ifMissing: MissingStore
    ) throws(SealedStoreError) -> SealedStore {
        let sealer: Sealer
        do throws(SealingError) {
            sealer = try Sealer(policy: policy)
        } catch {
            throw .sealing(error)
        }
        return try open(
            storage,
            name: name,
            sealer: sealer,
            limits: limits,
            minimumGeneration: minimumGeneration,
            ifMissing: ifMissing
        )
    }

    /// Opens a store with a sealer that a test made.
    package static func open(
        _ storage: Storage,
        name: String,
        sealer: Sealer,
        limits: SealedStoreLimits = SealedStoreLimits(),
        minimumGeneration: UInt64 = 0,
        ifMissing: MissingStore
    ) throws(SealedStoreError) -> SealedStore {
        SealedStore(
            try StoreState(
                storage,
                StoreNames(name),
                sealer,
                limits,
                minimumGeneration,
                ifMissing
            )
        )
    }

    /// A number that grows with each write, as of the last one that the host has confirmed.
    public var generation: UInt64 { state.withLock { $0.storedGeneration } }

    /// The keys, in the order of their bytes.
    public var keys: [String] {
        state.withLock { $0.index.records.keys }
            .sorted { $0.lexicographicallyPrecedes($1) }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// How many keys have a value.
    public var count: Int { state.withLock { $0.index.records.count } }

    /// Reads a value.
    ///
    /// - Returns: the value that was set last; nil if the key has none.
    /// - Throws: ``SealedStoreError``: `storage`, `recordMissing`, `recordReplaced`, `recordUnreadable`.
    public func value(for key: String) throws(SealedStoreError) -> [UInt8]? {
        try state.withLock { (state) throws(SealedStoreError) in
            try state.read(Array(key.utf8))?.content
        }
    }

    /// Sets a value.
    ///
    /// When it returns, the host says that the value is stored for good. If it throws `storage`, the old value holds
    /// for as long as the enclave lives; after a restart it is the old or the new one.
    ///
    /// - Parameters:
    ///   - value: up to ``SealedStoreLimits/valueBytes``. The host sees how long it is.
    ///   - key: 1 to ``SealedStoreLimits/keyBytes`` bytes of UTF-8. The host does not see it.
    /// - Throws: ``SealedStoreError``: `sealing`, `storage`, `invalidKey`, `valueTooLarge`, `tooManyRecords`,
    ///   `channelTooSmall`.
    public func set(_ value: [UInt8], for key: String) throws(SealedStoreError) {
        try state.withLock { (state) throws(SealedStoreError) in
            try state.write(value, Array(key.utf8))
        }
    }

    /// Removes a value.
    ///
    /// - Returns: whether there was one.
    /// - Throws: ``SealedStoreError``: `sealing`, `storage`, `channelTooSmall`; as for ``set(_:for:)``.
    @discardableResult
    public func remove(_ key: String) throws(SealedStoreError) -> Bool {
        try state.withLock { (state) throws(SealedStoreError) in
            try state.remove(Array(key.utf8))
        }
    }

    /// Reads all values and seals again what an older epoch or an older security version sealed.
    ///
    /// Call it after an update, and after the platform has begun a new epoch.
    ///
    /// - Returns: how many values were sealed again.
    /// - Throws: ``SealedStoreError``: what ``value(for:)`` and ``set(_:for:)`` throw.
    @discardableResult
    public func reseal() throws(SealedStoreError) -> Int {
        try state.withLock { (state) throws(SealedStoreError) in try state.reseal() }
    }
}

/// What to do if the host has no store of a name.
public enum MissingStore: Sendable {
    /// Refuse: there has been one.
    case fail
    /// Make an empty one.
    case create
}
