public import RedoubtABI

/// Why a sealed store refuses.
///
/// It can cross to the host: no case and no text tells a key or a value of the store.
@EnclaveValue
public enum SealedStoreError: Error, Hashable, Sendable {
    /// Nothing could be sealed, or the index could not be opened.
    case sealing(SealingError)
    /// The host did not read, write, remove or list.
    case storage(HostCallError)
    /// There is no store of this name, and none was to be made.
    case noStore
    /// There are records of this store, and no index.
    case indexMissing
    /// The index is whole, and not in the form that this code writes.
    case malformedIndex
    /// The index is older than the caller knows that it must be.
    case rolledBack(found: UInt64, expected: UInt64)
    /// The host has no record where the index says that there is one.
    case recordMissing
    /// The record is another than the index names: of another key, another store, or older.
    case recordReplaced
    /// The record could not be opened.
    case recordUnreadable(SealingError)
    /// What the host lists is not in order, or has other names than were asked for.
    case malformedListing
    /// The store's name is not 1 to 32 bytes of a-z, 0-9 and `-`.
    case invalidName
    /// The key is empty or longer than this.
    case invalidKey(limitBytes: Int)
    /// The value is longer than this.
    case valueTooLarge(limitBytes: Int)
    /// The store has so many records already.
    case tooManyRecords(limit: Int)
    /// A record or the index does not fit into the enclave's channel.
    case channelTooSmall
}

extension SealedStoreError: CustomStringConvertible {
    /// What happened, what was expected, and what to do.
    public var description: String {
        switch self {
        case .sealing(let error): error.description
        case .storage(.notServed):
            "the host keeps nothing for this enclave: launch it with a handler for SealedStorage, such as SealedFolder"
        case .storage:
            "the host's storage failed, and what was being written may be there or not: look into the host's log, "
                + "then try again"
        case .noStore:
            "there is no store of this name: if this is its first start, open it with `ifMissing: .create`"
        case .indexMissing:
            "the storage has records of this store and not its index, without which none is believed: restore the "
                + "index from a copy, or remove the records"
        case .malformedIndex:
            "the index is not in the form that this version writes: build the enclave with a newer Redoubt"
        case .rolledBack(let found, let expected):
            "the store is of generation \(found), and must be of \(expected) or later: an old copy has been put in "
                + "its place; restore the newest"
        case .recordMissing:
            "the storage has lost a record that the index names: restore it from a copy of the same time, or remove "
                + "the key"
        case .recordReplaced:
            "the storage gave another record than the index names, of another key or an older one: restore the right "
                + "one, or remove the key"
        case .recordUnreadable(let error): error.description
        case .malformedListing:
            "the host lists names that are not in order or not of this store: its handler of SealedStorage has an error"
        case .invalidName: "a store's name is 1 to 32 bytes of a-z, 0-9 and -"
        case .invalidKey(let limit): "a key has 1 to \(limit) bytes of UTF-8"
        case .valueTooLarge(let limit):
            "a value of this store has at most \(limit) bytes: raise the limit when the store is opened"
        case .tooManyRecords(let limit):
            "this store has \(limit) records, its limit: remove some, or raise the limit when the store is opened"
        case .channelTooSmall:
            "a record or the index does not fit into the channel: raise \"channelBytes\" in enclave.json"
        }
    }
}
