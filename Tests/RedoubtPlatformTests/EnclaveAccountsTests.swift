import RedoubtControl
import Testing

@testable import RedoubtPlatform

@Suite("Accounts of enclaves")
struct EnclaveAccountsTests {
    private func accounts(
        _ change: (inout PlatformLimits) -> Void
    ) -> EnclaveAccounts {
        var limits = PlatformLimits(machineMemoryBytes: 0)
        limits.secureMemory = 100
        limits.secureMemoryPerUser = 60
        change(&limits)
        return EnclaveAccounts(limits: limits)
    }

    @Test func `Users are counted apart, and together`() throws {
        let accounts = accounts {
            $0.enclavesPerUser = 2
            $0.enclaves = 3
        }
        let first = try accounts.open(for: 1)
        _ = try accounts.open(for: 1)
        #expect(throws: PlatformRefusal.enclaves(used: 2, limit: 2, .user)) {
            try accounts.open(for: 1)
        }
        _ = try accounts.open(for: 2)
        #expect(throws: PlatformRefusal.enclaves(used: 3, limit: 3, .machine)) {
            try accounts.open(for: 2)
        }
        accounts.close(first)
        _ = try accounts.open(for: 2)
        #expect(accounts.use(of: 1).enclaves == 1 && accounts.use().enclaves == 3)
    }

    @Test func `Memory is claimed up to the limit to the byte, and given back`() throws {
        let accounts = accounts { _ in }
        let first = try accounts.open(for: 1)
        let second = try accounts.open(for: 1)
        let third = try accounts.open(for: 2)
        try accounts.claim(50, for: first)
        #expect(
            throws: PlatformRefusal.memory(
                neededBytes: 11,
                usedBytes: 50,
                limitBytes: 60,
                .user
            )
        ) { try accounts.claim(11, for: second) }
        // The second claim takes the first one's place.
        try accounts.claim(9, for: second)
        try accounts.claim(10, for: second)
        #expect(
            throws: PlatformRefusal.memory(
                neededBytes: 41,
                usedBytes: 60,
                limitBytes: 100,
                .machine
            )
        ) { try accounts.claim(41, for: third) }
        try accounts.claim(40, for: third)
        accounts.close(first)
        #expect(accounts.use(of: 1).memoryBytes == 10 && accounts.use().memoryBytes == 50)
        #expect(throws: PlatformRefusal.self) { try accounts.claim(.max, for: third) }
        #expect(throws: PlatformRefusal.noSuchEnclave) { try accounts.claim(1, for: first) }
    }

    @Test func `What ran before counts, over the limit too`() throws {
        let accounts = accounts { $0.enclaves = 1 }
        for number in 1...2 as ClosedRange<UInt64> {
            accounts.reopen(
                EnclaveRecord(
                    number: number,
                    user: 1,
                    memoryBytes: 80,
                    monitor: ProcessIdentity(number: 1, startTicks: 1),
                    host: ProcessIdentity(number: 1, startTicks: 1)
                )
            )
        }
        #expect(accounts.use().enclaves == 2 && accounts.use().memoryBytes == 160)
        #expect(throws: PlatformRefusal.enclaves(used: 2, limit: 1, .machine)) {
            try accounts.open(for: 2)
        }
    }

    @Test func `Waiting connections are limited for each user and for all`() throws {
        let waiting = WaitingConnections()
        for _ in 0..<PlatformLimits.waitingConnectionsPerUser { try waiting.add(1) }
        #expect(
            throws: PlatformRefusal.connections(
                limit: PlatformLimits.waitingConnectionsPerUser,
                .user
            )
        ) { try waiting.add(1) }
        var added = PlatformLimits.waitingConnectionsPerUser
        for user in 2...20 as ClosedRange<UInt32> {
            for _ in 0..<30 where (try? waiting.add(user)) != nil { added += 1 }
        }
        #expect(added == PlatformLimits.waitingConnections)
        waiting.remove(1)
        try waiting.add(21)
    }
}
