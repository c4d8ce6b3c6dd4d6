internal import RedoubtSealingInterface

/// What a store's index and records are called in the host's storage, and sealed for.
struct StoreNames: Sendable {
    private let store: String

    /// The longest name of a store, in bytes.
    static let nameLimitBytes = 32

    /// Takes a store's name.
    ///
    /// - Throws: `invalidName`.
    init(_ store: String) throws(SealedStoreError) {
        let bytes = store.utf8
        guard !bytes.isEmpty, bytes.count <= Self.nameLimitBytes,
            bytes.allSatisfy({
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
            })
        else { throw .invalidName }
        self.store = store
    }

    /// What the index is called.
    var index: String { store + ".index" }
    /// What all records' names begin with, and nothing else does.
    var recordPrefix: String { store + ".record." }

    /// What a record is called: its id alone, which is random and tells nothing of the key.
    func record(_ id: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in id {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return recordPrefix + String(decoding: text, as: UTF8.self)
    }

    /// What the index is sealed for.
    var indexContext: SealingContext { SealingContext("redoubt store index v1 " + store) }

    /// What a record is sealed for: one value of one key of one store.
    func recordContext(_ storeID: [UInt8], _ id: [UInt8], _ key: [UInt8]) -> SealingContext {
        SealingContext(Array("redoubt store record v1 ".utf8) + storeID + id + key)
    }
}
