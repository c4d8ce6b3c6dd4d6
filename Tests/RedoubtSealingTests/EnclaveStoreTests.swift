import EnclaveTesting
import Foundation
import RedoubtHost
import RedoubtImage
import RedoubtSealingInterface
import SealingFixtureInterface
import Testing

@Suite("The sealed store in enclaves, over a folder of the host")
struct EnclaveStoreTests {
    /// Launches the fixture with a folder, and calls `body` with it.
    private func withStore<Result>(
        _ level: IsolationLevel,
        _ path: String,
        _ image: SealingImage = SealingImage(),
        _ body: (SealingFixtureClient<Enclave>) async throws -> Result
    ) async throws -> Result {
        let folder = try SealedFolder(path: path)
        var options = LaunchOptions()
        options.handlers = [SealedStorageDispatcher(folder)]
        return try await withSealingFixture(level, image, options: options, body)
    }

    private func refusal(_ body: () async throws -> Void) async throws -> SealedStoreError? {
        do {
            try await body()
            return nil
        } catch let error as SealedStoreError {
            return error
        }
    }

    @Test(
        "Values survive a restart and an update, and the folder tells nothing",
        arguments: testedIsolation
    )
    func survives(_ level: IsolationLevel) async throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-test-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let value = Array("a secret value".utf8)
        let generation = try await withStore(level, path) { client async throws in
            #expect(
                try await refusal {
                    _ = try await client.openStore(false, minimumGeneration: 0)
                } == .noStore
            )
            _ = try await client.openStore(true, minimumGeneration: 0)
            try await client.set("a secret key", value)
            try await client.set("other", [1])
            try await client.set("other", [2])
            let tooLong = [UInt8](repeating: 0, count: (32 << 10) + 1)
            #expect(
                try await refusal { try await client.set("long", tooLong) }
                    == .valueTooLarge(limitBytes: 32 << 10)
            )
            return try await client.openStore(false, minimumGeneration: 4)
        }
        #expect(generation == 4)
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)"))
            #expect(bytes.range(of: Data("secret".utf8)) == nil)
            #expect(!name.contains("secret"))
        }
        let update = SealingImage(configuration: {
            $0.securityVersion += 1
            $0.heapBytes += 1 << 20
        })
        try await withStore(level, path, update) { client async throws in
            _ = try await client.openStore(false, minimumGeneration: generation)
            #expect(try await client.value("a secret key") == value)
            #expect(try await client.value("other") == [2])
            #expect(try await client.reseal() == 2)
        }
        try await withStore(level, path) { client async throws in
            #expect(
                try await refusal {
                    _ = try await client.openStore(false, minimumGeneration: 0)
                } == .sealing(.newerVersion(sealed: 19, own: 18))
            )
        }
    }

    @Test(
        "Files that are swapped, set back or dropped are noticed inside",
        arguments: testedIsolation
    )
    func tampering(_ level: IsolationLevel) async throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-test-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        func records() throws -> [URL] {
            try FileManager.default.contentsOfDirectory(atPath: path)
                .filter { $0.contains(".record.") }.map { URL(fileURLWithPath: "\(path)/\($0)") }
        }
        try await withStore(level, path) { client async throws in
            _ = try await client.openStore(true, minimumGeneration: 0)
            try await client.set("a", [1])
            let a = try #require(try records().first)
            let old = try Data(contentsOf: a)
            try await client.set("b", [1])
            let b = try #require(try records().first { $0 != a })
            let other = try Data(contentsOf: b)
            try other.write(to: a)
            try old.write(to: b)
            for key in ["a", "b"] {
                #expect(try await Self.refusal(client, reading: key) == .recordReplaced)
            }
            try other.write(to: b)
            try await client.set("a", [2])
            let newer = try #require(try records().first { $0 != b })
            try old.write(to: newer)
            #expect(try await Self.refusal(client, reading: "a") == .recordReplaced)
            try FileManager.default.removeItem(at: newer)
            #expect(try await Self.refusal(client, reading: "a") == .recordMissing)
            #expect(try await client.value("b") == [1])
        }
        try await withStore(level, path) { client async throws in
            _ = try await client.openStore(false, minimumGeneration: 0)
            #expect(try await Self.refusal(client, reading: "a") == .recordMissing)
            #expect(try await client.value("b") == [1])
        }
        try FileManager.default.removeItem(atPath: "\(path)/fixture.index")
        try await withStore(level, path) { client async throws in
            let refused = try await refusal {
                _ = try await client.openStore(true, minimumGeneration: 0)
            }
            #expect(refused == .indexMissing)
        }
    }

    private static func refusal(
        _ client: SealingFixtureClient<Enclave>,
        reading key: String
    ) async throws -> SealedStoreError? {
        do {
            _ = try await client.value(key)
            return nil
        } catch let error as SealedStoreError {
            return error
        }
    }

    @Test("Without a handler the store says what to do", arguments: testedIsolation)
    func noHandler(_ level: IsolationLevel) async throws {
        try await withSealingFixture(level) { client async throws in
            let refused = try await refusal {
                _ = try await client.openStore(true, minimumGeneration: 0)
            }
            #expect(refused == .storage(.notServed))
            #expect(refused?.description.contains("SealedFolder") == true)
        }
    }
}
