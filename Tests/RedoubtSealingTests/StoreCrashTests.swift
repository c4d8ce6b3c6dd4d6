@testable import RedoubtSealing
import Testing

@Suite("The sealed store, with a host that is killed")
struct StoreCrashTests {
    /// What is done to a store that has `a` and `b`, both 1.
    enum Change: CaseIterable {
        case replace, add, remove, reseal, twice

        func apply(to store: TestStore) throws {
            switch self {
            case .replace: try store.set([2], for: "a")
            case .add: try store.set([2], for: "c")
            case .remove: try store.remove("a")
            case .reseal: try store.reseal()
            case .twice:
                try store.set([2], for: "a")
                try store.set([3], for: "a")
            }
        }

        /// What `a`, and `c`, may be after it.
        var allowed: [[[UInt8]?]] {
            switch self {
            case .replace: [[[1], nil], [[2], nil]]
            case .add: [[[1], nil], [[1], [2]]]
            case .remove: [[[1], nil], [nil, nil]]
            case .reseal: [[[1], nil]]
            case .twice: [[[1], nil], [[2], nil], [[3], nil]]
            }
        }
    }

    @Test(
        "Killed at any change, before or after it is made, the store opens with old or new values",
        arguments: Change.allCases,
        [MemoryStorage.Stop.before, .after]
    )
    func killed(_ change: Change, _ stop: MemoryStorage.Stop) throws {
        let first = MemoryStorage()
        let store = try openStore(first, ifMissing: .create)
        for key in ["a", "b"] { try store.set([1], for: key) }
        let newer = { (who: inout TestIdentity) in who.securityVersion += 1 }
        var seen: Set<[[UInt8]?]> = []
        var changesLeft = 0
        while true {
            let storage = MemoryStorage(first.files)
            let store = try openStore(storage, newer)
            storage.set { ($0.changesLeft, $0.stop) = (changesLeft, stop) }
            let refused = storeRefusal { try change.apply(to: store) }
            let again = MemoryStorage(storage.files)
            let opened = try openStore(again, newer)
            let values = try ["a", "c"].map { try opened.value(for: $0) }
            #expect(change.allowed.contains(values), "\(changesLeft) changes")
            seen.insert(values)
            #expect(try opened.value(for: "b") == [1])
            // Nothing is left over: the index, and the records that it names.
            #expect(again.files.count == 1 + opened.count)
            // And it can be written to.
            try opened.set([9], for: "a")
            #expect(try openStore(again, newer).value(for: "a") == [9])
            // Removing what is over is no part of a change: it may fail.
            if refused == nil, storage.changes <= changesLeft { break }
            #expect(refused == nil || refused == .storage(.handlerFailed))
            changesLeft += 1
            try #require(changesLeft < 50)
        }
        #expect(changesLeft >= 2)
        // The old values, if the host is killed before the first change is made, and the new ones.
        if stop == .before { #expect(seen.contains(change.allowed[0])) }
        #expect(seen.contains(change.allowed[change.allowed.count - 1]))
    }

    @Test(
        "A store that is being made is there or not",
        arguments: [MemoryStorage.Stop.before, .after]
    )
    func created(_ stop: MemoryStorage.Stop) throws {
        let storage = MemoryStorage()
        storage.set { ($0.changesLeft, $0.stop) = (0, stop) }
        #expect(
            storeRefusal { _ = try openStore(storage, ifMissing: .create) }
                == .storage(.handlerFailed)
        )
        let again = MemoryStorage(storage.files)
        #expect(try openStore(again, ifMissing: .create).count == 0)
    }

    @Test("A store whose host failed goes on when the host does, from the old value")
    func recovers() throws {
        for stop in [MemoryStorage.Stop.before, .after] {
            for changesLeft in 0..<3 {
                let storage = MemoryStorage()
                let store = try openStore(storage, ifMissing: .create)
                try store.set([1], for: "a")
                let generation = store.generation
                storage.set { ($0.changesLeft, $0.stop) = (changesLeft, stop) }
                let refused = storeRefusal { try store.set([2], for: "a") }
                storage.set { $0.changesLeft = .max }
                // The third change removes the old record, which is no part of it.
                #expect((refused == nil) == (changesLeft == 2))
                // What somebody remembers of it holds whatever the host did.
                #expect(store.generation == generation + (changesLeft == 2 ? 1 : 0))
                _ = try openStore(
                    MemoryStorage(storage.files),
                    minimumGeneration: store.generation
                )
                #expect(try store.value(for: "a") == [changesLeft == 2 ? 2 : 1])
                #expect(try openStore(MemoryStorage(storage.files)).value(for: "b") == nil)
                try store.set([3], for: "b")
                // One for each index that was written, or perhaps was.
                #expect(store.generation == generation + (changesLeft == 0 ? 1 : 2))
                let opened = try openStore(storage)
                #expect(try opened.value(for: "a") == [changesLeft == 2 ? 2 : 1])
                #expect(try opened.value(for: "b") == [3])
                #expect(storage.files.count == 3)
            }
        }
    }
}
