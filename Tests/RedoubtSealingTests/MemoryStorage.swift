import RedoubtSealing
import Synchronization

/// A host's storage in memory, which a test can look into, change, and let fail.
final class MemoryStorage: SealedStorage, Sendable {
    /// When a change fails: it is made all the same, or not.
    enum Stop { case before, after }

    struct Contents {
        var files: [String: [UInt8]] = [:]
        /// Changes that still go well; all fail after them.
        var changesLeft = Int.max
        var stop = Stop.before
        var changes = 0
        var listing: [String]?
    }

    private let contents = Synchronization.Mutex(Contents())

    init(_ files: [String: [UInt8]] = [:]) {
        contents.withLock { $0.files = files }
    }

    var files: [String: [UInt8]] {
        get { contents.withLock { $0.files } }
        set { contents.withLock { $0.files = newValue } }
    }

    func set(_ change: (inout Contents) -> Void) { contents.withLock { change(&$0) } }

    var changes: Int { contents.withLock { $0.changes } }

    private func change(
        _ body: (inout [String: [UInt8]]) -> Void
    ) throws(HostCallError) {
        let isDone = contents.withLock { contents in
            contents.changes += 1
            contents.changesLeft -= 1
            // As a host that is killed: after the first failure nothing happens any more.
            let isStopped = contents.changesLeft < 0
            if !isStopped || (contents.stop == .after && contents.changesLeft == -1) {
                body(&contents.files)
            }
            return !isStopped
        }
        if !isDone { throw .handlerFailed }
    }

    func read(_ name: String) throws(HostCallError) -> [UInt8]? { files[name] }

    func write(_ name: String, _ bytes: [UInt8]) throws(HostCallError) {
        try change { $0[name] = bytes }
    }

    func remove(_ name: String) throws(HostCallError) {
        try change { $0[name] = nil }
    }

    func names(_ prefix: String, after name: String) throws(HostCallError) -> [String] {
        if let listing = contents.withLock({ $0.listing }) { return listing }
        return Array(files.keys.filter { $0.hasPrefix(prefix) && $0 > name }.sorted().prefix(3))
    }
}
