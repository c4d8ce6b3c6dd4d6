@testable import RedoubtSealing
import Testing

typealias TestStore = SealedStore<MemoryStorage>

/// Opens a store of the test's platform.
func openStore(
    _ storage: MemoryStorage,
    name: String = "store",
    limits: SealedStoreLimits = SealedStoreLimits(),
    minimumGeneration: UInt64 = 0,
    ifMissing: MissingStore = .fail,
    platform: TestPlatform = TestPlatform(),
    _ change: (inout TestIdentity) -> Void = { _ in }
) throws -> TestStore {
    try TestStore.open(
        storage,
        name: name,
        sealer: platform.sealer(.sameImage, change),
        limits: limits,
        minimumGeneration: minimumGeneration,
        ifMissing: ifMissing
    )
}

/// What a store throws; nil if it throws nothing.
func storeRefusal(_ body: () throws -> Void) -> SealedStoreError? {
    do {
        try body()
        return nil
    } catch {
        return error as? SealedStoreError
    }
}

@Suite("The sealed store, with an honest host")
struct StoreTests {
    @Test("Values are there, over a restart too, until they are replaced or removed")
    func values() throws {
        let storage = MemoryStorage()
        var store = try openStore(storage, ifMissing: .create)
        #expect(try store.value(for: "a") == nil)
        try store.set([1], for: "a")
        try store.set([], for: "empty")
        try store.set([3], for: "ü")
        try store.set([2, 2], for: "a")
        for _ in 0..<2 {
            #expect(try store.value(for: "a") == [2, 2])
            #expect(try store.value(for: "empty") == [])
            #expect(try store.value(for: "b") == nil)
            #expect(store.keys == ["a", "empty", "ü"])
            #expect(store.count == 3)
            #expect(store.generation == 5)
            store = try openStore(storage)
        }
        #expect(try store.remove("a"))
        #expect(try !store.remove("a"))
        #expect(try openStore(storage).keys == ["empty", "ü"])
        // The index, and a file for each record.
        #expect(storage.files.count == 3)
    }

    @Test("The host sees neither keys nor values")
    func secrecy() throws {
        let storage = MemoryStorage()
        let store = try openStore(storage, ifMissing: .create)
        try store.set(Array("the value of it".utf8), for: "the key of it")
        for (name, bytes) in storage.files {
            #expect(!name.contains("key"))
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("of it"))
        }
        // Names tell nothing of a key either: the same key has another name each time.
        let before = Set(storage.files.keys)
        try store.set([1], for: "the key of it")
        #expect(Set(storage.files.keys).intersection(before) == ["store.index"])
    }

    @Test("Two stores in one storage do not see each other")
    func neighbours() throws {
        let storage = MemoryStorage()
        let first = try openStore(storage, name: "a", ifMissing: .create)
        let second = try openStore(storage, name: "a-b", ifMissing: .create)
        try first.set([1], for: "key")
        try second.set([2], for: "key")
        #expect(try openStore(storage, name: "a").value(for: "key") == [1])
        #expect(try openStore(storage, name: "a-b").value(for: "key") == [2])
    }

    @Test("Limits are told by name, and leave the store as it was")
    func limits() throws {
        let storage = MemoryStorage()
        var limits = SealedStoreLimits()
        limits.records = 2
        limits.valueBytes = 10
        let store = try openStore(storage, limits: limits, ifMissing: .create)
        let key = String(repeating: "k", count: SealedStoreLimits.keyBytes)
        try store.set([UInt8](repeating: 1, count: 10), for: key)
        #expect(
            storeRefusal { try store.set([UInt8](repeating: 1, count: 11), for: "b") }
                == .valueTooLarge(limitBytes: 10)
        )
        for bad in ["", key + "k"] {
            #expect(
                storeRefusal { try store.set([1], for: bad) }
                    == .invalidKey(limitBytes: SealedStoreLimits.keyBytes)
            )
        }
        try store.set([1], for: "b")
        #expect(storeRefusal { try store.set([1], for: "c") } == .tooManyRecords(limit: 2))
        // One that is there already may be replaced.
        try store.set([2], for: "b")
        #expect(try openStore(storage).keys == ["b", key])
        for bad in ["", "A", "a.b", "a/b", String(repeating: "a", count: 33)] {
            #expect(
                storeRefusal { _ = try openStore(storage, name: bad, ifMissing: .create) }
                    == .invalidName
            )
        }
    }

    @Test("A store is made only if it is asked for")
    func missing() throws {
        let storage = MemoryStorage()
        #expect(storeRefusal { _ = try openStore(storage) } == .noStore)
        #expect(
            storeRefusal { _ = try openStore(storage, minimumGeneration: 1, ifMissing: .create) }
                == .noStore
        )
        #expect(storage.files.isEmpty)
    }

    @Test("After an update and a new epoch all is sealed again, and the old epoch can go")
    func reseal() throws {
        let storage = MemoryStorage()
        var platform = TestPlatform()
        let store = try openStore(storage, ifMissing: .create)
        for number in 0..<5 { try store.set([UInt8(number)], for: "key \(number)") }
        platform.roots[2] = [UInt8](repeating: 77, count: 32)
        let updated = try openStore(storage, platform: platform) { $0.securityVersion += 1 }
        try updated.set([100], for: "key 0")
        #expect(try updated.reseal() == 4)
        #expect(try updated.reseal() == 0)
        platform.roots[1] = nil
        let later = try openStore(storage, platform: platform) { $0.securityVersion += 1 }
        #expect(
            try (0..<5).map { try later.value(for: "key \($0)") } == [[100], [1], [2], [3], [4]]
        )
        #expect(
            storeRefusal { _ = try openStore(storage, platform: platform) }
                == .sealing(.newerVersion(sealed: 0x13, own: 0x12))
        )
    }
}
