internal import RedoubtCrypto
internal import RedoubtSealingInterface

/// A store that one thread at a time uses.
///
/// A value is never written over: a new record is written first, then the index that names it, then the old record is
/// removed. Wherever the host stops, an index is there, and all records that it names.
struct StoreState<Storage: SealedStorage & Sendable>: Sendable {
    private let storage: Storage
    private let names: StoreNames
    private let sealer: Sealer
    private let limits: SealedStoreLimits
    private(set) var index: StoreIndex
    /// The newest generation that the host has said it stored; the index's own counts failed writes too.
    private(set) var storedGeneration: UInt64 = 0
    /// Records that no index names, or none that is certain to be there: removed once an index is written.
    private var abandoned: [[UInt8]] = []
    private static var abandonedLimit: Int { 1_024 }
    /// Whether the index itself has to be sealed again.
    private var indexIsOld = false

    init(
        _ storage: Storage,
        _ names: StoreNames,
        _ sealer: Sealer,
        _ limits: SealedStoreLimits,
        _ minimumGeneration: UInt64,
        _ ifMissing: MissingStore
    ) throws(SealedStoreError) {
        self.storage = storage
        self.names = names
        self.sealer = sealer
        self.limits = limits
        let blob = try Self.reaching { () throws(HostCallError) in try storage.read(names.index) }
        guard let blob else {
            guard ifMissing == .create, minimumGeneration == 0 else { throw .noStore }
            index = StoreIndex()
            guard try recordNames(after: "").isEmpty else { throw .indexMissing }
            try writeIndex()
            return
        }
        let data: UnsealedData
        do throws(SealingError) {
            data = try sealer.unseal(blob, context: names.indexContext)
        } catch {
            throw .sealing(error)
        }
        index = try StoreIndex(data.content)
        indexIsOld = data.needsReseal
        storedGeneration = index.generation
        guard index.generation >= minimumGeneration else {
            throw .rolledBack(found: index.generation, expected: minimumGeneration)
        }
        try removeStrangers()
    }

    mutating func write(_ value: [UInt8], _ key: [UInt8]) throws(SealedStoreError) {
        guard !key.isEmpty, key.count <= SealedStoreLimits.keyBytes else {
            throw .invalidKey(limitBytes: SealedStoreLimits.keyBytes)
        }
        guard value.count <= limits.valueBytes else {
            throw .valueTooLarge(limitBytes: limits.valueBytes)
        }
        guard index.records[key] != nil || index.records.count < limits.records else {
            throw .tooManyRecords(limit: limits.records)
        }
        let id = StoreIndex.randomID()
        let blob: [UInt8]
        do throws(SealingError) {
            let context = names.recordContext(index.storeID, id, key)
            blob = try sealer.seal(value, context: context)
        } catch {
            throw .sealing(error)
        }
        // Whether it is written or not, until an index names it. What is forgotten here is removed when the store is
        // opened.
        if abandoned.count == Self.abandonedLimit { abandoned.removeFirst() }
        abandoned.append(id)
        try put(names.record(id), blob)
        try replace(key, by: id)
    }

    mutating func remove(_ key: [UInt8]) throws(SealedStoreError) -> Bool {
        guard index.records[key] != nil else { return false }
        try replace(key, by: nil)
        return true
    }

    func read(_ key: [UInt8]) throws(SealedStoreError) -> UnsealedData? {
        guard let id = index.records[key] else { return nil }
        let blob = try Self.reaching { () throws(HostCallError) in
            try storage.read(names.record(id))
        }
        guard let blob else { throw .recordMissing }
        do throws(SealingError) {
            return try sealer.unseal(blob, context: names.recordContext(index.storeID, id, key))
        } catch .wrongContext {
            throw .recordReplaced
        } catch {
            throw .recordUnreadable(error)
        }
    }

    mutating func reseal() throws(SealedStoreError) -> Int {
        var count = 0
        for key in index.records.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            guard let data = try read(key), data.needsReseal else { continue }
            try write(data.content, key)
            count += 1
        }
        if indexIsOld { try writeIndex() }
        return count
    }

    /// Lets an index without a key's old record be written, and then removes the record.
    private mutating func replace(_ key: [UInt8], by id: [UInt8]?) throws(SealedStoreError) {
        let old = index.records[key]
        index.records[key] = id
        do throws(SealedStoreError) {
            try writeIndex()
        } catch {
            // The new index may be there nevertheless: then it counts after a restart. So no record of either goes.
            index.records[key] = old
            throw error
        }
        abandoned.removeAll { $0 == id }
        if let old { abandoned.append(old) }
        removeAbandoned()
    }

    private mutating func writeIndex() throws(SealedStoreError) {
        // Counted up even if it fails: no two indexes have the same generation.
        index.generation += 1
        let blob: [UInt8]
        do throws(SealingError) {
            blob = try sealer.seal(index.encoded, context: names.indexContext)
        } catch {
            throw .sealing(error)
        }
        try put(names.index, blob)
        storedGeneration = index.generation
        indexIsOld = false
    }

    /// What cannot be removed now is tried again with the next write, and when the store is opened.
    private mutating func removeAbandoned() {
        var left: [[UInt8]] = []
        for id in abandoned {
            do throws(HostCallError) {
                try storage.remove(names.record(id))
            } catch {
                left.append(id)
            }
        }
        abandoned = left
    }

    /// Removes records that the index does not name.
    private func removeStrangers() throws(SealedStoreError) {
        var known: Set<[UInt8]> = []
        for id in index.records.values { known.insert(Array(names.record(id).utf8)) }
        var last = ""
        while true {
            let page = try recordNames(after: last)
            guard let end = page.last else { return }
            for name in page where !known.contains(Array(name.utf8)) {
                try Self.reaching { () throws(HostCallError) in try storage.remove(name) }
            }
            last = end
        }
    }

    /// The next of the records' names, which the host lists.
    private func recordNames(after last: String) throws(SealedStoreError) -> [String] {
        let page = try Self.reaching { () throws(HostCallError) in
            try storage.names(names.recordPrefix, after: last)
        }
        let prefix = Array(names.recordPrefix.utf8)
        var before = Array(last.utf8)
        for name in page {
            let bytes = Array(name.utf8)
            guard bytes.starts(with: prefix), before.lexicographicallyPrecedes(bytes),
                bytes.count == prefix.count + 2 * StoreIndex.idByteCount
            else { throw .malformedListing }
            before = bytes
        }
        return page
    }

    private func put(_ name: String, _ blob: [UInt8]) throws(SealedStoreError) {
        try Self.reaching { () throws(HostCallError) in try storage.write(name, blob) }
    }

    private static func reaching<Result>(
        _ body: () throws(HostCallError) -> Result
    ) throws(SealedStoreError) -> Result {
        do throws(HostCallError) {
            return try body()
        } catch .argumentsTooLarge {
            throw .channelTooSmall
        } catch {
            throw .storage(error)
        }
    }
}
