internal import Glibc

/// The users that hosts and attackers run as.
struct SuiteUsers {
    // High, so that they are nobody's: no process but the suite's own runs as them.
    private static let hostNumber: UInt32 = 64_201
    private static let otherNumber: UInt32 = 64_202
    let host: WorkerUser
    private let other: WorkerUser?
    private let root: WorkerUser?

    init(_ folder: SuiteFolder) throws {
        if geteuid() == 0 {
            host = try folder.makeUser(Self.hostNumber)
            other = try folder.makeUser(Self.otherNumber)
            root = try folder.makeUser(nil)
        } else {
            host = try folder.makeUser(nil)
            other = nil
            root = nil
        }
    }

    /// The user of an attacker; nil if the suite may not become it.
    func user(_ attacker: Attacker) -> WorkerUser? {
        switch attacker {
        case .hostUser: host
        case .otherUser: other
        case .root: root
        }
    }
}
