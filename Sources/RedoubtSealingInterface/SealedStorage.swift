public import RedoubtABI

/// Where a host keeps what a sealed store of its enclave writes.
///
/// A host serves it with `SealedStorageDispatcher(SealedFolder(path:))`, or with a handler of its own, for which
/// this holds: a write is there as a whole or not at all, and when it returns, it outlives the machine's crash.
/// Names are 1 to ``SealedStorageLimits/nameBytes`` bytes of a-z, 0-9, `-` and `.`, begin with no `.`, and tell no key.
@HostInterface
public protocol SealedStorage {
    /// The bytes of a name; nil if there are none.
    func read(_ name: String) throws(HostCallError) -> [UInt8]?
    /// Puts bytes in the place of those that the name had.
    func write(_ name: String, _ bytes: [UInt8]) throws(HostCallError)
    /// Removes a name. That there is none is no failure.
    func remove(_ name: String) throws(HostCallError)
    /// The next names with a prefix, in ascending order of their bytes, as many as go into ``SealedStorageLimits/namesInPage``.
    ///
    /// None if there are no more.
    func names(_ prefix: String, after name: String) throws(HostCallError) -> [String]
}

/// Limits of what a storage keeps.
public enum SealedStorageLimits {
    /// The longest name, in bytes.
    public static let nameBytes = 80
    /// How many names are listed at a time.
    public static let namesInPage = 200

    /// Whether a text may be a name.
    public static func isName(_ text: String) -> Bool {
        let bytes = text.utf8
        guard bytes.count <= nameBytes, let first = bytes.first, first != 0x2E else { return false }
        return bytes.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
                || byte == 0x2E
        }
    }
}
