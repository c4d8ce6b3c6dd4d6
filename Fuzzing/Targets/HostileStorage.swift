internal import RedoubtSealing
internal import Synchronization

/// A host's storage that answers as an input says.
final class HostileStorage: SealedStorage, Sendable {
    private let files: Synchronization.Mutex<[String: [UInt8]]>
    /// What is given for every record that was not written here.
    private let record: [UInt8]?
    /// The first answer to a question for names; nil for the truth.
    private let listing: Synchronization.Mutex<[String]?>

    init(_ files: [String: [UInt8]], record: [UInt8]?, listing: [String]?) {
        self.files = Synchronization.Mutex(files)
        self.record = record
        self.listing = Synchronization.Mutex(listing)
    }

    func read(_ name: String) throws(HostCallError) -> [UInt8]? {
        files.withLock { $0[name] } ?? (name.hasSuffix(".index") ? nil : record)
    }

    func write(_ name: String, _ bytes: [UInt8]) throws(HostCallError) {
        files.withLock { $0[name] = bytes }
    }

    func remove(_ name: String) throws(HostCallError) {
        files.withLock { $0[name] = nil }
    }

    func names(_ prefix: String, after name: String) throws(HostCallError) -> [String] {
        let made = listing.withLock { listing in
            defer { listing = nil }
            return listing
        }
        if let made { return made }
        return files.withLock { $0.keys }.filter { $0.hasPrefix(prefix) && $0 > name }.sorted()
    }
}
