internal import RedoubtCrypto
internal import RedoubtSealingInterface

/// What a store holds: which record is the newest of each key.
struct StoreIndex: Sendable {
    /// Tells this store from others, of the same name too: 16 random bytes.
    let storeID: [UInt8]
    /// How many times the index was written, or tried to be.
    var generation: UInt64
    /// The record of each key: 16 random bytes, which are new for each value that is written.
    var records: [[UInt8]: [UInt8]]

    static let idByteCount = 16
    /// More writes than any store sees, so that counting on from what was read never overflows.
    static let generationLimit = UInt64(Int64.max)
    private static let version: UInt8 = 1

    /// A store without records.
    init() {
        storeID = Self.randomID()
        generation = 0
        records = [:]
    }

    static func randomID() -> [UInt8] {
        SymmetricKey(size: .bits128).withUnsafeBytes { unsafe [UInt8]($0) }
    }

    /// The index as it is sealed.
    ///
    /// A version, the store's id, the generation in 8 bytes, the number of records in 4; then of each record the
    /// length of the key in 2 bytes, the key, the record's id. The keys ascend.
    var encoded: [UInt8] {
        var bytes: [UInt8] = [Self.version]
        bytes += storeID
        Self.append(generation, 8, to: &bytes)
        Self.append(UInt64(records.count), 4, to: &bytes)
        for key in records.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            guard let id = records[key] else { continue }
            Self.append(UInt64(key.count), 2, to: &bytes)
            bytes += key
            bytes += id
        }
        return bytes
    }

    private static func append(_ value: UInt64, _ count: Int, to bytes: inout [UInt8]) {
        for index in 0..<count {
            bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index)))
        }
    }

    /// Reads an index that was opened.
    ///
    /// - Throws: `malformedIndex`.
    init(_ bytes: [UInt8]) throws(SealedStoreError) {
        var rest = bytes[...]
        guard try Self.take(1, &rest).first == Self.version else { throw .malformedIndex }
        storeID = try Self.take(Self.idByteCount, &rest)
        generation = try Self.integer(8, &rest)
        guard generation <= Self.generationLimit else { throw .malformedIndex }
        let count = try Self.integer(4, &rest)
        records = [:]
        for _ in 0..<count {
            let length = try Int(Self.integer(2, &rest))
            let key = try Self.take(length, &rest)
            let id = try Self.take(Self.idByteCount, &rest)
            guard length > 0, length <= SealedStoreLimits.keyBytes,
                records.updateValue(id, forKey: key) == nil
            else { throw .malformedIndex }
        }
        guard rest.isEmpty else { throw .malformedIndex }
    }

    private static func take(
        _ count: Int,
        _ rest: inout ArraySlice<UInt8>
    ) throws(SealedStoreError) -> [UInt8] {
        guard count <= rest.count else { throw .malformedIndex }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    private static func integer(
        _ count: Int,
        _ rest: inout ArraySlice<UInt8>
    ) throws(SealedStoreError) -> UInt64 {
        try take(count, &rest).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
