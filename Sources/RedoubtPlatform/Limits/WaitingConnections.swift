internal import RedoubtControl
internal import Synchronization

/// Counts the connections that wait for an answer, so that no user takes them all.
final class WaitingConnections: Sendable {
    private let counts = Mutex<[UInt32: Int]>([:])

    /// Counts a connection.
    ///
    /// - Throws: ``PlatformRefusal/connections(limit:_:)``.
    func add(_ user: UInt32) throws(PlatformRefusal) {
        try counts.withLock { counts throws(PlatformRefusal) in
            guard counts[user, default: 0] < PlatformLimits.waitingConnectionsPerUser else {
                throw .connections(limit: PlatformLimits.waitingConnectionsPerUser, .user)
            }
            guard counts.values.reduce(0, +) < PlatformLimits.waitingConnections else {
                throw .connections(limit: PlatformLimits.waitingConnections, .machine)
            }
            counts[user, default: 0] += 1
        }
    }

    /// Counts it no more: it was answered, or is gone.
    func remove(_ user: UInt32) {
        counts.withLock { counts in
            let left = counts[user, default: 1] - 1
            counts[user] = left > 0 ? left : nil
        }
    }
}
