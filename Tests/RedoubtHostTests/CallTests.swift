import EnclaveTesting
import FixtureInterface
import Foundation
import RedoubtHost
import Testing

@Suite("Calls")
struct CallTests {
    @Test("Values of every kind arrive as they were", arguments: testedIsolation)
    func valuesArrive(_ level: IsolationLevel) async throws {
        let everything = Everything(
            flags: [true, false, true],
            small: -128,
            wide: .max,
            ratio: -0.0,
            ratios: [1.5, .infinity, .leastNonzeroMagnitude],
            text: "héllo, 世界 🏰",
            maybe: nil,
            table: ["": [], "a": [1, -2, 3]],
            shape: .group([.point, .group([.circle(radius: 2)])])
        )
        try await withFixture(level) { _, client async throws in
            #expect(try await client.echoEverything(everything) == everything)
            #expect(try await client.echo([]) == [])
        }
    }

    @Test("A declared error arrives as it was thrown", arguments: testedIsolation)
    func errorsArrive(_ level: IsolationLevel) async throws {
        try await withFixture(level) { _, client async throws in
            await #expect(throws: FixtureError.refused(code: 7, reason: "code 7")) {
                try await client.fail(with: 7)
            }
            #expect(try await client.add(20, 22) == 42)
        }
    }

    @Test("The largest message passes, a byte more is refused by name", arguments: testedIsolation)
    func sizes(_ level: IsolationLevel) async throws {
        try await withFixture(level) { enclave, client async throws in
            // The count of an array is four bytes.
            let largest = enclave.channelMemory.layout.payloadBytes - 4
            let bytes = (0..<largest).map { UInt8(truncatingIfNeeded: $0) }
            #expect(try await client.echo(bytes) == bytes)
            let tooMuch = await enclaveError { _ = try await client.echo(bytes + [0]) }
            #expect(tooMuch?.code == .argumentsTooLarge)
            let reply = await enclaveError { _ = try await client.makeBytes(count: largest + 1) }
            #expect(reply?.code == .replyTooLarge)
            #expect(try await client.makeBytes(count: largest).count == largest)
        }
    }

    @Test(
        "The enclave calls the host, and the host's failures reach it",
        arguments: testedIsolation
    )
    func hostCalls(_ level: IsolationLevel) async throws {
        try await withFixture(level) { _, client async throws in
            #expect(try await client.askHost(41) == 42)
            #expect(try await client.askHostFailing(1) == nil)
        }
        try await withFixture(level, { $0.handlers = [] }) { enclave, client async throws in
            #expect(try await client.askHostFailing(1) == .notServed)
            let error = await enclaveError { _ = try await client.askHost(1) }
            #expect(error?.stopReason == .abort(.hostCallFailed))
        }
        try await withFixture(level, { $0.handlers = [OracleDispatcher(FailingOracle())] }) {
            _,
            client async throws in
            #expect(try await client.askHostFailing(1) == .notServed)
            #expect(try await client.askHostFailing(2) == .handlerFailed)
            #expect(try await client.askHost(1) == 1001)
        }
    }

    /// Throws what its interface declares, throws what it does not, and takes its time.
    private struct FailingOracle: OracleHandler {
        struct Undeclared: Error {}
        func next(after number: Int) async throws -> Int {
            try await Task.sleep(for: .milliseconds(20))
            return number + 1000
        }
        func mayFail(_ number: Int) throws -> Int {
            if number == 1 { throw HostCallError.notServed }
            throw Undeclared()
        }
    }

    @Test(
        "A handler that calls its own enclave is refused, unless that is allowed",
        arguments: testedIsolation
    )
    func reentry(_ level: IsolationLevel) async throws {
        let oracle = ReentrantOracle()
        try await withFixture(level, { $0.handlers = [OracleDispatcher(oracle)] }) {
            enclave,
            client async throws in
            oracle.enclave.withLock { $0 = enclave }
            #expect(try await client.askHost(5) == -1)
            oracle.enclave.withLock { $0 = nil }
        }
        try await withFixture(
            level,
            {
                $0.handlers = [OracleDispatcher(oracle)]
                $0.allowsReentry = true
            }
        ) { enclave, client async throws in
            oracle.enclave.withLock { $0 = enclave }
            #expect(try await client.askHost(5) == 105)
            oracle.enclave.withLock { $0 = nil }
        }
    }

    private final class ReentrantOracle: OracleHandler {
        let enclave = Guarded<Enclave?>(nil)
        func next(after number: Int) async throws -> Int {
            guard let enclave = enclave.withLock({ $0 }) else { return -2 }
            do {
                return try await FixtureClient(enclave).add(number, 100)
            } catch let error as EnclaveError where error.code == .reentrantCall {
                return -1
            }
        }
        func mayFail(_ number: Int) throws -> Int { number }
    }

    @Test("What the enclave prints reaches the host line by line", arguments: testedIsolation)
    func log(_ level: IsolationLevel) async throws {
        let lines = Guarded<[String]>([])
        try await withFixture(level, { $0.log = { line in lines.withLock { $0.append(line) } } }) {
            _,
            client async throws in
            try await client.say("one\ntwo")
            try await client.say("three")
        }
        #expect(lines.withLock { $0 } == ["one", "two", "three"])
    }

    @Test("The enclave knows what seals it, and so does the host", arguments: testedIsolation)
    func seal(_ level: IsolationLevel) async throws {
        try await withFixture(level) { enclave, client async throws in
            #expect(enclave.isolation == level)
            let expected =
                (level.backend == .virtualization ? 2 : 1) + (level.memory == .private ? 10 : 0)
            #expect(try await client.seal() == expected)
        }
    }

    @Test("Random bytes differ, within an enclave and between two", arguments: testedIsolation)
    func randomness(_ level: IsolationLevel) async throws {
        var seen: Set<[UInt8]> = []
        for _ in 0..<3 {
            try await withFixture(level) { _, client async throws in
                for _ in 0..<50 { seen.insert(try await client.randomBytes(count: 32)) }
            }
        }
        #expect(seen.count == 150)
        let ones = seen.joined().reduce(0) { $0 + $1.nonzeroBitCount }
        // 38,400 fair bits: 19,200 ones, standard deviation 98. Ten of them never happen.
        #expect(abs(ones - 19_200) < 980)
    }

    @Test("The enclave's heap keeps its blocks apart", arguments: testedIsolation)
    func heap(_ level: IsolationLevel) async throws {
        try await withFixture(level) { _, client async throws in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for seed in 1...4 {
                    group.addTask {
                        try await client.exerciseHeap(rounds: 2_000, seed: UInt64(seed))
                    }
                }
                for try await damaged in group { #expect(damaged == 0) }
            }
        }
    }
}
