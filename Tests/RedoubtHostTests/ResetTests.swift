import EnclaveTesting
import FixtureInterface
import Foundation
import RedoubtHost
import RedoubtImage
import Testing

/// An enclave that was reset is as a new one.
@Suite("Reset")
struct ResetTests {
    static let levels = testedIsolation.filter { $0.backend == .virtualization }

    /// Where a test looks, and how often the secret is there.
    private func search(
        _ client: FixtureClient<Enclave>,
        for inverted: [UInt8],
        in layout: EnclaveLayout
    ) async throws -> [String: Int] {
        var found: [String: Int] = [:]
        for region in layout.regions where region.permissions.contains(.read) {
            let count = try await client.find(
                inverted: inverted,
                from: 0x10_0000_0000 + UInt64(region.offset),
                count: region.sizeBytes
            )
            found["\(region.kind)", default: 0] += count
        }
        return found
    }

    private func isInChannels(_ secret: [UInt8], _ enclave: Enclave) -> Bool {
        let bytes = unsafe enclave.channelMemory.bytes
        let data = unsafe Data(bytes: bytes.baseAddress.unsafelyUnwrapped, count: bytes.count)
        return data.range(of: Data(secret)) != nil
    }

    @Test("Nothing of a secret is left, wherever it was", arguments: levels)
    func nothingLeft(_ level: IsolationLevel) async throws {
        let path = try await enclaveImage("FixtureEnclave")
        let file = try Data(contentsOf: URL(fileURLWithPath: path))
        let layout = try EnclaveImage([UInt8](file)).layout
        try await withFixture(level) { enclave, client in
            let secret = (0..<16).map { _ in UInt8.random(in: 1...255) }
            let inverted = secret.map { ~$0 }
            try await client.plant(inverted: inverted)
            #expect(try await client.registers() == secret + secret.prefix(8))
            let before = try await search(client, for: inverted, in: layout)
            // The control: without a reset all of it is there.
            for kind in ["heap", "saveArea(thread: 0)", "threadData(thread: 0)"] {
                let places = before.filter { $0.key.hasPrefix(kind.prefix { $0 != "(" }) }
                #expect(places.values.reduce(0, +) > 0, "\(kind): \(before)")
            }
            #expect(before.values.reduce(0, +) >= 64 + 5)
            #expect(before.contains { $0.key.hasPrefix("segment") && $0.value > 0 })
            #expect(before.contains { $0.key.hasPrefix("stack") && $0.value > 0 })
            #expect(isInChannels(secret, enclave))

            try await enclave.reset()
            #expect(try await client.registers() == [UInt8](repeating: 0, count: 24))
            let after = try await search(client, for: inverted, in: layout)
            #expect(after.values.allSatisfy { $0 == 0 }, "\(after)")
            #expect(!isInChannels(secret, enclave))
        }
    }

    @Test("An enclave starts anew each time, as often as it is reset", arguments: levels)
    func again(_ level: IsolationLevel) async throws {
        try await withFixture(level) { enclave, client in
            let identity = enclave.identity
            for _ in 0..<20 {
                #expect(try await client.count() == 1)
                #expect(try await client.count() == 2)
                #expect(try await client.exerciseHeap(rounds: 200, seed: 7) == 0)
                try await enclave.reset()
            }
            #expect(enclave.identity == identity)
            #expect(enclave.stopReason == nil)
        }
    }

    @Test("Calls from many tasks go on around resets", arguments: levels)
    func underLoad(_ level: IsolationLevel) async throws {
        try await withFixture(level) { enclave, client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        for round in 0..<50 {
                            let sum = try await client.add(number, round)
                            #expect(sum == number + round)
                        }
                    }
                }
                for _ in 0..<5 { try await enclave.reset() }
                try await group.waitForAll()
            }
        }
    }

    @Test("A call that does not end keeps a reset out, and the enclave goes on", arguments: levels)
    func busy(_ level: IsolationLevel) async throws {
        try await withFixture(level, { $0.launchTimeout = .seconds(2) }) { enclave, client in
            let call = Task { try await client.loopForEver() }
            while try await !isBusy(enclave) {}
            let error = await enclaveError { try await enclave.reset() }
            #expect(error?.code == .busy)
            #expect(try await client.add(1, 2) == 3)
            call.cancel()
        }
    }

    /// Whether one of the fixture's threads is taken: its host sequence has moved.
    private func isBusy(_ enclave: Enclave) async throws -> Bool {
        try await Task.sleep(for: .milliseconds(20))
        return (0..<enclave.threadCount).contains {
            enclave.channelMemory.hostSequence($0).load() != 0
        }
    }

    @Test("A handler cannot reset the enclave that it serves", arguments: levels)
    func fromHandler(_ level: IsolationLevel) async throws {
        let oracle = ResettingOracle()
        try await withFixture(level, { $0.handlers = [OracleDispatcher(oracle)] }) {
            enclave,
            client in
            oracle.enclave.withLock { $0 = enclave }
            let next = try await client.askHost(1)
            #expect(next == 2)
            #expect(oracle.code.withLock { $0 } == .reentrantCall)
            oracle.enclave.withLock { $0 = nil }
        }
    }

    @Test("An enclave that has ended cannot be reset", arguments: levels)
    func ended(_ level: IsolationLevel) async throws {
        try await withFixture(level) { enclave, client in
            _ = await enclaveError { try await client.commit(.trap) }
            let error = await enclaveError { try await enclave.reset() }
            #expect(error?.code == .stopped)
        }
    }

    @Test(
        "A process cannot be reset, and goes on",
        arguments: testedIsolation.filter { $0.backend == .process }
    )
    func process(_ level: IsolationLevel) async throws {
        try await withFixture(level) { enclave, client in
            let error = await enclaveError { try await enclave.reset() }
            #expect(error?.code == .resetUnavailable)
            let sum = try await client.add(1, 2)
            #expect(sum == 3)
        }
    }
}

/// Tries to reset the enclave that asks.
private final class ResettingOracle: OracleHandler {
    let enclave = Guarded<Enclave?>(nil)
    let code = Guarded<EnclaveError.Code?>(nil)

    func next(after number: Int) async -> Int {
        if let enclave = enclave.withLock({ $0 }) {
            let error = await enclaveError { try await enclave.reset() }
            code.withLock { $0 = error?.code }
        }
        return number + 1
    }

    func mayFail(_ number: Int) throws -> Int { number }
}
