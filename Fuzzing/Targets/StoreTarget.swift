internal import RedoubtSealing

/// Any bytes as what a host has kept of a sealed store: a raw index, or one that an enclave of the policy sealed.
///
/// The first byte says how the others are used: 1, the index is sealed here; 2, records are sealed here for something
/// else; 4, lines after the index are what the host lists. Then come the length of the index in two bytes, the index, and
/// what every record is.
public enum StoreTarget {
    /// How far an input came.
    public enum Outcome: Hashable, Sendable {
        /// The store does not open.
        case refused
        /// The store opens.
        case opened
    }

    private static let sealer = MadeUpKeys.sealer(.sameImage)
    private static let readLimit = 64

    /// Tries the bytes, and traps where a promise is broken.
    public static func run(_ bytes: [UInt8]) -> Outcome {
        guard bytes.count >= 3 else { return .refused }
        let end = min(bytes.count, 3 + (Int(bytes[1]) | Int(bytes[2]) << 8))
        let record = Array(bytes[end...])
        var listing: [String]?
        if bytes[0] & 4 != 0 {
            listing = record.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
        }
        let storage = HostileStorage(
            [
                "fuzz.index": file(
                    Array(bytes[3..<end]),
                    bytes[0] & 1,
                    "redoubt store index v1 fuzz"
                )
            ],
            record: record.isEmpty ? nil : file(record, bytes[0] & 2, "another"),
            listing: listing
        )
        do throws(SealedStoreError) {
            let store = try open(storage)
            try check(store)
            // What it holds is there again, and nothing else.
            let again = try open(storage)
            precondition(again.keys == store.keys && again.generation == store.generation)
            return .opened
        } catch {
            precondition(!error.description.isEmpty)
            return .refused
        }
    }

    private static func open(
        _ storage: HostileStorage
    ) throws(SealedStoreError) -> SealedStore<HostileStorage> {
        try SealedStore.open(storage, name: "fuzz", sealer: sealer, ifMissing: .create)
    }

    private static func file(
        _ bytes: [UInt8],
        _ isSealed: UInt8,
        _ context: StaticString
    ) -> [UInt8] {
        guard isSealed != 0 else { return bytes }
        guard let blob = try? sealer.seal(bytes, context: SealingContext(stringLiteral: context))
        else { preconditionFailure("so few bytes can be sealed") }
        return blob
    }

    private static func check(
        _ store: SealedStore<HostileStorage>
    ) throws(SealedStoreError) {
        let keys = store.keys
        precondition(keys.count == store.count)
        for key in keys.prefix(readLimit) {
            do throws(SealedStoreError) {
                // A key that is not UTF-8 has another name here, of which there is no value.
                let value = try store.value(for: key)
                precondition(value == nil && key.utf8.contains(0xEF), "a value that nobody sealed")
            } catch .recordMissing, .recordReplaced, .recordUnreadable {
                continue
            }
        }
        let generation = store.generation
        try store.set([1, 2, 3], for: "added")
        precondition(store.generation == generation + 1)
        let value = try store.value(for: "added")
        precondition(value == [1, 2, 3])
        let isRemoved = try store.remove("added")
        precondition(isRemoved && store.count <= keys.count)
    }
}
