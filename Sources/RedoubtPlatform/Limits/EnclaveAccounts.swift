internal import RedoubtControl
internal import Synchronization

/// Keeps what each user has of the limits.
final class EnclaveAccounts: Sendable {
    private struct Entry {
        let user: UInt32
        var memoryBytes: UInt64
    }

    let limits: PlatformLimits
    private let entries = Mutex<[UInt64: Entry]>([:])

    init(limits: PlatformLimits) {
        self.limits = limits
    }

    /// Opens an account for an enclave that is to be launched.
    ///
    /// - Returns: its number, which ``close(_:)`` takes back.
    /// - Throws: ``PlatformRefusal/enclaves(used:limit:_:)``.
    func open(for user: UInt32) throws(PlatformRefusal) -> UInt64 {
        try entries.withLock { entries throws(PlatformRefusal) in
            let own = entries.values.count { $0.user == user }
            guard own < limits.enclavesPerUser else {
                throw .enclaves(used: own, limit: limits.enclavesPerUser, .user)
            }
            guard entries.count < limits.enclaves else {
                throw .enclaves(used: entries.count, limit: limits.enclaves, .machine)
            }
            // Random, so that it is another's after a restart with near certainty, and never one that is open.
            var number = UInt64.random(in: 1 ... .max)
            while entries[number] != nil { number = .random(in: 1 ... .max) }
            entries[number] = Entry(user: user, memoryBytes: 0)
            return number
        }
    }

    /// Opens the account of an enclave that ran before the service did.
    func reopen(_ record: EnclaveRecord) {
        entries.withLock {
            $0[record.number] = Entry(user: record.user, memoryBytes: record.memoryBytes)
        }
    }

    /// Claims memory for an enclave, instead of what was claimed for it before.
    ///
    /// - Throws: ``PlatformRefusal/memory(neededBytes:usedBytes:limitBytes:_:)``.
    func claim(_ memoryBytes: UInt64, for number: UInt64) throws(PlatformRefusal) {
        try entries.withLock { entries throws(PlatformRefusal) in
            guard let user = entries[number]?.user else { throw .noSuchEnclave }
            let others = entries.filter { $0.key != number }.values
            let own = Self.sum(others.filter { $0.user == user })
            try Self.check(memoryBytes, own, limits.secureMemoryPerUser, .user)
            let all = Self.sum(Array(others))
            try Self.check(memoryBytes, all, limits.secureMemory, .machine)
            entries[number]?.memoryBytes = memoryBytes
        }
    }

    /// Closes an enclave's account.
    func close(_ number: UInt64) {
        entries.withLock { _ = $0.removeValue(forKey: number) }
    }

    /// What a user uses, or all users do.
    func use(of user: UInt32? = nil) -> PlatformUse {
        let counted = entries.withLock { entries in
            entries.values.filter { user == nil || $0.user == user }
        }
        return PlatformUse(
            enclaves: counted.count,
            enclaveLimit: user == nil ? limits.enclaves : limits.enclavesPerUser,
            memoryBytes: Self.sum(counted),
            memoryLimitBytes: user == nil ? limits.secureMemory : limits.secureMemoryPerUser
        )
    }

    private static func check(
        _ needed: UInt64,
        _ used: UInt64,
        _ limit: UInt64,
        _ scope: PlatformLimitScope
    ) throws(PlatformRefusal) {
        guard used <= limit, needed <= limit - used else {
            throw .memory(neededBytes: needed, usedBytes: used, limitBytes: limit, scope)
        }
    }

    // Each was checked against a limit of 63 bits, and so was each sum.
    private static func sum(_ entries: [Entry]) -> UInt64 {
        entries.reduce(0) { $0.addingReportingOverflow($1.memoryBytes).partialValue }
    }
}
