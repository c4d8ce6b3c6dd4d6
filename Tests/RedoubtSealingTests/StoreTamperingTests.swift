@testable import RedoubtSealing
import Testing

@Suite("The sealed store, with a host that cheats")
struct StoreTamperingTests {
    /// A store with two keys, and the names of their records.
    private func makeStore() throws -> (
        store: TestStore, storage: MemoryStorage, a: String, b: String
    ) {
        let storage = MemoryStorage()
        let store = try openStore(storage, ifMissing: .create)
        try store.set([1], for: "a")
        let a = try #require(storage.files.keys.first { $0.contains("record") })
        try store.set([2], for: "b")
        let b = try #require(storage.files.keys.first { $0.contains("record") && $0 != a })
        return (store, storage, a, b)
    }

    /// What both the store that lives and one opened after a restart say of a key.
    private func refusals(
        _ store: TestStore,
        _ storage: MemoryStorage,
        _ key: String
    ) throws -> [SealedStoreError?] {
        [
            storeRefusal { _ = try store.value(for: key) },
            storeRefusal { _ = try openStore(MemoryStorage(storage.files)).value(for: key) },
        ]
    }

    @Test("Records that are swapped are noticed, while the enclave lives and after a restart")
    func swapped() throws {
        let (store, storage, a, b) = try makeStore()
        (storage.files[a], storage.files[b]) = (storage.files[b], storage.files[a])
        #expect(try refusals(store, storage, "a") == [.recordReplaced, .recordReplaced])
        #expect(try refusals(store, storage, "b") == [.recordReplaced, .recordReplaced])
    }

    @Test("A record that is set back is noticed, also under the newer one's name")
    func rolledBack() throws {
        let (store, storage, a, b) = try makeStore()
        let old = try #require(storage.files[a])
        try store.set([3], for: "a")
        let new = try #require(
            storage.files.keys.first { $0.contains("record") && $0 != a && $0 != b }
        )
        storage.files[a] = old
        #expect(try store.value(for: "a") == [3])
        storage.files[new] = old
        #expect(try refusals(store, storage, "a") == [.recordReplaced, .recordReplaced])
    }

    @Test("A record that is dropped is noticed, and the others are still there")
    func dropped() throws {
        let (store, storage, a, _) = try makeStore()
        storage.files[a] = nil
        #expect(try refusals(store, storage, "a") == [.recordMissing, .recordMissing])
        #expect(try refusals(store, storage, "b") == [nil, nil])
        // The key can be written anew.
        try store.set([4], for: "a")
        #expect(try openStore(storage).value(for: "a") == [4])
    }

    @Test("A record with any byte changed, or cut off, is noticed")
    func changed() throws {
        let (store, storage, a, _) = try makeStore()
        let whole = try #require(storage.files[a])
        for place in whole.indices {
            storage.files[a]?[place] ^= 1
            guard case .recordUnreadable = storeRefusal({ _ = try store.value(for: "a") }) else {
                Issue.record("byte \(place) of a record was changed, and nobody noticed")
                return
            }
            storage.files[a] = Array(whole[..<place])
            guard case .recordUnreadable = storeRefusal({ _ = try store.value(for: "a") }) else {
                Issue.record("a record was cut off at \(place), and nobody noticed")
                return
            }
            storage.files[a] = whole
        }
    }

    @Test("Records and indexes of other stores, of the same enclave, are noticed")
    func otherStores() throws {
        let (store, storage, a, _) = try makeStore()
        // A store of the same name and keys, elsewhere.
        let (_, twin, c, _) = try makeStore()
        let whole = storage.files
        storage.files[a] = twin.files[c]
        #expect(try refusals(store, storage, "a") == [.recordReplaced, .recordReplaced])
        storage.files = whole
        // Its index says that the records are others.
        storage.files["store.index"] = twin.files["store.index"]
        #expect(try store.value(for: "a") == [1])
        let opened = try openStore(MemoryStorage(storage.files))
        #expect(storeRefusal { _ = try opened.value(for: "a") } == .recordMissing)
        // An index of another name, and a record in the index's place.
        storage.files = whole
        storage.files["other.index"] = whole["store.index"]
        #expect(
            storeRefusal { _ = try openStore(MemoryStorage(storage.files), name: "other") }
                == .sealing(.wrongContext)
        )
        storage.files["store.index"] = whole[a]
        #expect(
            storeRefusal { _ = try openStore(MemoryStorage(storage.files)) }
                == .sealing(.wrongContext)
        )
    }

    @Test("An index that is set back alone names records that are gone, or is too old")
    func indexRolledBack() throws {
        let (store, storage, _, _) = try makeStore()
        let index = storage.files["store.index"]
        let generation = store.generation
        try store.set([3], for: "a")
        storage.files["store.index"] = index
        let opened = try openStore(MemoryStorage(storage.files))
        #expect(storeRefusal { _ = try opened.value(for: "a") } == .recordMissing)
        #expect(
            storeRefusal {
                _ = try openStore(storage, minimumGeneration: generation + 1)
            } == .rolledBack(found: generation, expected: generation + 1)
        )
        // The enclave that lives knows better, and its next write mends it.
        #expect(try store.value(for: "a") == [3])
        try store.set([4], for: "b")
        #expect(try openStore(storage, minimumGeneration: generation + 2).value(for: "a") == [3])
    }

    @Test(
        "A whole store that is set back is noticed by who remembers its generation, and nobody else"
    )
    func wholeStore() throws {
        let (store, storage, _, _) = try makeStore()
        let old = storage.files
        let generation = store.generation
        try store.set([3], for: "a")
        #expect(try openStore(MemoryStorage(old)).value(for: "a") == [1])
        #expect(
            storeRefusal {
                _ = try openStore(MemoryStorage(old), minimumGeneration: store.generation)
            } == .rolledBack(found: generation, expected: store.generation)
        )
    }

    @Test("A dropped index does not make an empty store")
    func indexDropped() throws {
        let (_, storage, _, _) = try makeStore()
        storage.files["store.index"] = nil
        #expect(storeRefusal { _ = try openStore(storage, ifMissing: .create) } == .indexMissing)
        #expect(storeRefusal { _ = try openStore(storage) } == .noStore)
        #expect(storage.files.count == 2)
    }

    @Test("A list out of order, with strangers or without an end is refused")
    func listings() throws {
        let (_, storage, a, b) = try makeStore()
        let (low, high) = (min(a, b), max(a, b))
        for listing in [
            [high, low], [low, low], ["other.record.00"], ["store.index"], [low + "0"], [""], [low],
        ] {
            storage.set { $0.listing = listing }
            #expect(storeRefusal { _ = try openStore(storage) } == .malformedListing)
        }
    }

    @Test("An index that is whole and not in the form is refused, cut off anywhere too")
    func malformedIndexes() throws {
        var index = StoreIndex()
        index.records = [[1, 2]: StoreIndex.randomID(), [3]: StoreIndex.randomID()]
        let bytes = index.encoded
        #expect(try StoreIndex(bytes).records == index.records)
        for count in bytes.indices {
            #expect(storeRefusal { _ = try StoreIndex(Array(bytes[..<count])) } == .malformedIndex)
        }
        #expect(storeRefusal { _ = try StoreIndex(bytes + [0]) } == .malformedIndex)
        #expect(storeRefusal { _ = try StoreIndex([2] + bytes.dropFirst()) } == .malformedIndex)
        // Twice the same key, and more records than there are.
        let record = Array(bytes[29..<49])
        let twice = Array(bytes[..<29]) + record + record
        #expect(storeRefusal { _ = try StoreIndex(twice) } == .malformedIndex)
        var many = bytes
        for place in 25..<29 { many[place] = 0xFF }
        #expect(storeRefusal { _ = try StoreIndex(many) } == .malformedIndex)
        // A generation that the next writes would count over the end.
        index.generation = StoreIndex.generationLimit
        #expect(try StoreIndex(index.encoded).generation == StoreIndex.generationLimit)
        index.generation += 1
        #expect(storeRefusal { _ = try StoreIndex(index.encoded) } == .malformedIndex)
    }
}
