import RedoubtEnclave
import RedoubtSealing
import SignerInterface

/// The keys: those that were used are in memory, all are in the sealed store.
struct KeyRing: Sendable {
    private let host: Host
    private let store: SealedStore<SealedStorageClient<Host>>
    private var held: [HeldKey] = []

    private static let keyPrefix = "key/"

    /// Opens the store.
    init(_ host: Host, minimumGeneration: UInt64, mayCreate: Bool) throws(SignerError) {
        self.host = host
        do throws(SealedStoreError) {
            store = try SealedStore.open(
                SealedStorageClient(host),
                name: "signer",
                policy: .sameImage,
                minimumGeneration: minimumGeneration,
                ifMissing: mayCreate ? .create : .fail
            )
        } catch {
            throw .store(error)
        }
    }

    var generation: UInt64 { store.generation }

    func reseal() throws(SignerError) -> Int {
        do throws(SealedStoreError) {
            return try store.reseal()
        } catch {
            throw .store(error)
        }
    }

    var names: [String] {
        store.keys.compactMap { key in
            let bytes = Array(key.utf8)
            guard bytes.starts(with: Self.keyPrefix.utf8) else { return nil }
            return String(decoding: bytes[Self.keyPrefix.utf8.count...], as: UTF8.self)
        }
    }

    /// Puts a new key into the store, and keeps it.
    mutating func add(_ key: HeldKey) throws(SignerError) -> KeyInformation {
        let names = names
        if names.contains(where: { $0.utf8.elementsEqual(key.request.name.utf8) }) {
            throw .nameTaken
        }
        guard names.count < SignerLimits.keys else { throw .tooManyKeys(limit: SignerLimits.keys) }
        try write(key)
        held.append(key)
        return key.information
    }

    mutating func information(of name: String) throws(SignerError) -> KeyInformation {
        held[try index(of: name)].information
    }

    mutating func remove(_ name: String) throws(SignerError) {
        guard SignerLimits.isName(name) else { throw .invalidName }
        held.removeAll { $0.request.name.utf8.elementsEqual(name.utf8) }
        let isRemoved: Bool
        do throws(SealedStoreError) {
            isRemoved = try store.remove(Self.keyPrefix + name)
        } catch {
            throw .store(error)
        }
        guard isRemoved else { throw .noSuchKey }
    }

    /// Counts a use of a key, if its policy allows it.
    ///
    /// The record is written before the key is given out: an interruption counts a use too many, never one too few.
    mutating func use(_ name: String, for purpose: KeyPurpose) throws(SignerError) -> PrivateKey {
        let index = try index(of: name)
        let policy = held[index].request.policy
        guard policy.purposes.contains(purpose) else { throw .purposeRefused(purpose) }
        let now = policy.usesPerMinute == nil ? 0 : try time()
        var usage = held[index].usage
        if try usage.count(policy, at: now) {
            var counted = held[index]
            counted.usage = usage
            try write(counted)
        }
        held[index].usage = usage
        return held[index].privateKey
    }

    /// Where a key is among those in memory; it is read from the store if it is not yet.
    private mutating func index(of name: String) throws(SignerError) -> Int {
        let wanted = name.utf8
        if let index = held.firstIndex(where: { $0.request.name.utf8.elementsEqual(wanted) }) {
            return index
        }
        guard SignerLimits.isName(name) else { throw .invalidName }
        guard let record = try read(Self.keyPrefix + name) else { throw .noSuchKey }
        held.append(try HeldKey(record: record))
        return held.count - 1
    }

    private func time() throws(SignerError) -> UInt64 {
        do throws(HostCallError) {
            return try SignerHostClient(host).millisecondsSince1970()
        } catch {
            throw .clockUnavailable
        }
    }

    private func read(_ record: String) throws(SignerError) -> [UInt8]? {
        do throws(SealedStoreError) {
            return try store.value(for: record)
        } catch {
            throw .store(error)
        }
    }

    private func write(_ key: HeldKey) throws(SignerError) {
        do throws(SealedStoreError) {
            try store.set(key.record, for: Self.keyPrefix + key.request.name)
        } catch {
            throw .store(error)
        }
    }
}
