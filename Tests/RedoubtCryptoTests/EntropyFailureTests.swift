import EnclaveTesting
import EntropyFixtureInterface
import RedoubtHost
import Synchronization
import Testing

@Suite("Enclaves whose processor has no randomness")
struct EntropyFailureTests {
    private static let broken = SourceFault.allCases.filter { $0 != .sound }
    /// More than BoringSSL's generator makes without another seed.
    private static let beyondReseed = 5_000

    /// What an enclave has printed.
    private final class Log: Sendable {
        let lines = Mutex<[String]>([])
    }

    private func withEntropyFixture<Result>(
        _ level: IsolationLevel,
        _ log: Log = Log(),
        _ body: (Enclave, EntropyFixtureClient<Enclave>) async throws -> Result
    ) async throws -> Result {
        var options = LaunchOptions()
        options.isolation = .exactly(level)
        options.log = { line in log.lines.withLock { $0.append(line) } }
        return try await Enclave.withLaunched(
            try await enclaveImage("EntropyFixtureEnclave"),
            policy: .development,
            options: options
        ) { enclave in
            try await body(enclave, EntropyFixtureClient(enclave))
        }
    }

    /// Whether `text` holds bytes in hexadecimal, in any part of eight digits.
    private func holds(_ text: String, _ bytes: [UInt8]) -> Bool {
        let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let all = text.lowercased()
        return (0...(digits.count - 8)).contains { start in
            all.contains(digits.dropFirst(start).prefix(8))
        }
    }

    /// Checks that a call ends its enclave for want of randomness, and that nothing else comes of it.
    private func expectEnd(
        _ enclave: Enclave,
        _ client: EntropyFixtureClient<Enclave>,
        _ log: Log,
        secret: [UInt8],
        _ name: String,
        _ draw: () async throws -> [UInt8]
    ) async {
        var refusal: EnclaveError?
        do {
            let bytes = try await draw()
            Issue.record("\(name): \(bytes.count) bytes came out")
        } catch {
            refusal = error as? EnclaveError
        }
        #expect(refusal?.code == .stopped, "\(name)")
        #expect(refusal?.stopReason == .abort(.entropyFailure), "\(name)")
        #expect(enclave.stopReason == .abort(.entropyFailure), "\(name)")
        let message = refusal.map { "\($0) \($0.message)" } ?? ""
        #expect(message.contains("no randomness"), "\(name): \(message)")
        let said = message + log.lines.withLock { $0.joined() }
        #expect(!holds(said, secret) && !holds(said, secret.map { ~$0 }), "\(name)")
        // It has ended, for every thread and every kind of call.
        do {
            _ = try await client.keepSecret()
            Issue.record("\(name): the enclave goes on")
        } catch {
            #expect((error as? EnclaveError)?.stopReason == .abort(.entropyFailure), "\(name)")
        }
    }

    @Test("With a sound source all of them get their random bytes", arguments: testedIsolation)
    func control(_ level: IsolationLevel) async throws {
        try await withEntropyFixture(level) { _, client async throws in
            for user in RandomUser.allCases {
                let first = try await client.draw(user, times: 1)
                let second = try await client.draw(user, times: 20)
                #expect(first.count >= 32 && second.count == first.count, "\(user)")
                #expect(first != second, "\(user)")
            }
            _ = try await client.draw(.symmetricKey, times: Self.beyondReseed)
        }
    }

    @Test(
        "A source that is silent, constant or stuck ends the enclave, whoever wants random bytes",
        arguments: testedIsolation,
        broken
    )
    func unseeded(_ level: IsolationLevel, _ fault: SourceFault) async throws {
        try await withEntropyFixture(level) { _, other async throws in
            for user in RandomUser.allCases {
                let log = Log()
                try await withEntropyFixture(level, log) { enclave, client async throws in
                    let inverted = try await client.keepSecret()
                    try await client.breakRDRAND(fault)
                    await expectEnd(
                        enclave,
                        client,
                        log,
                        secret: inverted.map { ~$0 },
                        "\(user), \(fault)"
                    ) { try await client.draw(user, times: 1) }
                }
                #expect(try await other.draw(user, times: 1).count >= 32)
            }
        }
    }

    @Test(
        "A generator that was seeded before makes nothing beyond its next seed",
        arguments: testedIsolation
    )
    func seeded(_ level: IsolationLevel) async throws {
        for fault in Self.broken {
            let log = Log()
            try await withEntropyFixture(level, log) { enclave, client async throws in
                let inverted = try await client.keepSecret()
                // Both threads' generators, if two calls meet.
                async let first = client.draw(.symmetricKey, times: 100)
                async let second = client.draw(.symmetricKey, times: 100)
                #expect(try await first != second)
                try await client.breakRDRAND(fault)
                await expectEnd(
                    enclave,
                    client,
                    log,
                    secret: inverted.map { ~$0 },
                    "seeded, \(fault)"
                ) { try await client.draw(.symmetricKey, times: Self.beyondReseed) }
            }
        }
    }

    @Test(
        "RDSEED that is stuck ends the enclave; one that is dry does not, for RDRAND goes on",
        arguments: testedIsolation
    )
    func seedSource(_ level: IsolationLevel) async throws {
        for fault in Self.broken {
            let log = Log()
            try await withEntropyFixture(level, log) { enclave, client async throws in
                let inverted = try await client.keepSecret()
                try await client.breakRDSEED(fault)
                // Only seeds come from it.
                #expect(try await client.draw(.runtime, times: 1).count == 32)
                if fault == .silent {
                    #expect(try await client.draw(.symmetricKey, times: 1).count == 32)
                    return
                }
                await expectEnd(
                    enclave,
                    client,
                    log,
                    secret: inverted.map { ~$0 },
                    "RDSEED, \(fault)"
                ) { try await client.draw(.symmetricKey, times: 1) }
            }
        }
    }

    @Test(
        "An enclave whose processor is silent from the start is not launched, and says why",
        arguments: testedIsolation
    )
    func launch(_ level: IsolationLevel) async throws {
        let image = try await enclaveImage("NoEntropyEnclave")
        var options = LaunchOptions()
        options.isolation = .exactly(level)
        let log = Log()
        options.log = { line in log.lines.withLock { $0.append(line) } }
        do {
            _ = try await Enclave.launch(image, policy: .development, options: options)
            Issue.record("it was launched")
        } catch let error as EnclaveError {
            #expect(error.stopReason == .abort(.entropyFailure))
            #expect(error.message.contains("no randomness"), "\(error)")
        }
        #expect(log.lines.withLock { $0 } == [])
    }
}
