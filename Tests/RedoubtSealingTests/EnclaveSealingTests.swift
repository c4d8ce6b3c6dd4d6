import EnclaveTesting
import Foundation
import RedoubtHost
import RedoubtImage
import RedoubtSealingInterface
import SealingFixtureInterface
import SeededTesting
import Testing

@Suite("Sealing in enclaves")
struct EnclaveSealingTests {
    static let content: [UInt8] = Array("content".utf8)
    static let context: [UInt8] = Array("context".utf8)

    /// Two enclaves that differ in one thing, and what each says of the other's blobs.
    struct Pair: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let second: SealingImage
        /// What the second says of the first's blob, and the reverse; nil where it opens.
        let forward: @Sendable (SealingPolicy) -> SealingError?
        let backward: @Sendable (SealingPolicy) -> SealingError?
    }

    static let pairs = [
        Pair(
            testDescription: "the same image, launched again",
            second: SealingImage(),
            forward: { _ in nil },
            backward: { _ in nil }
        ),
        Pair(
            testDescription: "another author",
            second: SealingImage(signer: SealingAuthors.second),
            forward: { $0 == .exactCode ? nil : .otherAuthor },
            backward: { $0 == .exactCode ? nil : .otherAuthor }
        ),
        Pair(
            testDescription: "another product",
            second: SealingImage(configuration: { $0.product = ProductID.none.changed }),
            forward: { $0 == .sameImage ? .otherImage : nil },
            backward: { $0 == .sameImage ? .otherImage : nil }
        ),
        Pair(
            testDescription: "another family",
            second: SealingImage(configuration: { $0.family = FamilyID.none.changed }),
            forward: { $0 == .sameFamily ? .otherFamily : nil },
            backward: { $0 == .sameFamily ? .otherFamily : nil }
        ),
        Pair(
            testDescription: "a newer security version",
            second: SealingImage(configuration: { $0.securityVersion = 0x105 }),
            forward: { _ in nil },
            backward: { $0 == .exactCode ? nil : .newerVersion(sealed: 0x105, own: 18) }
        ),
        Pair(
            testDescription: "another program",
            second: SealingImage(configuration: { $0.heapBytes += 1 << 20 }),
            forward: { $0 == .exactCode ? .otherCode : nil },
            backward: { $0 == .exactCode ? .otherCode : nil }
        ),
        Pair(
            testDescription: "debug",
            second: SealingImage(isDebug: true),
            forward: { _ in .debugAgainstProduction(isSealedInDebug: false) },
            backward: { _ in .debugAgainstProduction(isSealedInDebug: true) }
        ),
    ]

    @Test(
        "What one enclave seals, another opens as the policy says, in each direction",
        arguments: testedIsolation,
        pairs
    )
    func matrix(_ level: IsolationLevel, _ pair: Pair) async throws {
        let sealed = try await blobs(level, SealingImage())
        let back = try await withSealingFixture(level, pair.second) { client async throws in
            for (policy, blob) in zip(SealingPolicy.allCases, sealed) {
                let expected = pair.forward(policy)
                let refused = try await sealingRefusal {
                    let opened = try await client.unseal(blob, Self.context)
                    #expect(opened.content == Self.content)
                    let isNewer = pair.backward(policy).map(isNewerVersion) ?? false
                    #expect(opened.needsReseal == isNewer)
                }
                #expect(refused == expected, "\(policy)")
            }
            return try await Self.seal(with: client)
        }
        try await withSealingFixture(level) { client async throws in
            for (policy, blob) in zip(SealingPolicy.allCases, back) {
                let refused = try await sealingRefusal {
                    let opened = try await client.unseal(blob, Self.context)
                    #expect(opened.content == Self.content)
                }
                #expect(refused == pair.backward(policy), "\(policy)")
            }
        }
    }

    private func isNewerVersion(_ error: SealingError) -> Bool {
        if case .newerVersion = error { true } else { false }
    }

    private func blobs(_ level: IsolationLevel, _ image: SealingImage) async throws -> [[UInt8]] {
        try await withSealingFixture(level, image) { try await Self.seal(with: $0) }
    }

    /// A blob for each policy.
    private static func seal(
        with client: SealingFixtureClient<Enclave>
    ) async throws -> [[UInt8]] {
        var blobs: [[UInt8]] = []
        for policy in SealingPolicy.allCases {
            blobs.append(try await client.seal(policy, content, context))
        }
        return blobs
    }

    @Test("A blob crosses from each level of isolation to each other")
    func levels() async throws {
        var blobs: [[UInt8]] = []
        for level in testedIsolation { blobs += try await self.blobs(level, SealingImage()) }
        for level in testedIsolation {
            try await withSealingFixture(level) { client async throws in
                for blob in blobs {
                    #expect(try await client.unseal(blob, Self.context).content == Self.content)
                }
            }
        }
    }

    @Test("Another context, another policy, and changes are told apart", arguments: testedIsolation)
    func refusals(_ level: IsolationLevel) async throws {
        try await withSealingFixture(level) { client async throws in
            let blob = try await client.seal(.sameFamily, Self.content, Self.context)
            let opened = try await client.unseal(of: .sameFamily, blob, Self.context)
            #expect(opened.content == Self.content)
            let other = try await sealingRefusal {
                _ = try await client.unseal(of: .sameImage, blob, Self.context)
            }
            #expect(other == .otherPolicy(sealed: .sameFamily))
            let elsewhere = try await Self.refusal(client, blob, context: [1])
            #expect(elsewhere == .wrongContext)
            for place in blob.indices {
                let changed = blob[..<place] + [blob[place] ^ 0x40] + blob[(place + 1)...]
                let refused = try await Self.refusal(client, Array(changed))
                #expect(refused != nil && refused != .wrongContext, "byte \(place)")
            }
            for count in blob.indices {
                let refused = try await Self.refusal(client, Array(blob[..<count]))
                #expect(refused == (count < 188 ? .tooShort : .tampered))
            }
        }
    }

    /// What an enclave says of a blob; nil if it opens it.
    private static func refusal(
        _ client: SealingFixtureClient<Enclave>,
        _ blob: [UInt8],
        context: [UInt8] = context
    ) async throws -> SealingError? {
        do {
            _ = try await client.unseal(blob, context)
            return nil
        } catch let error as SealingError {
            return error
        }
    }

    @Test("A million random blobs over all levels are refused, half of them with a true header")
    func randomBlobs() async throws {
        var random = SeededGenerator(for: "randomBlobs")
        let batch = 50_000
        let batches = 20
        var refused = 0
        for (index, level) in testedIsolation.enumerated() {
            try await withSealingFixture(level) { client async throws in
                for _ in stride(from: index, to: batches, by: testedIsolation.count) {
                    refused += try await client.openRandom(batch, seed: random.next())
                }
            }
        }
        #expect(refused == batch * batches)
    }

    @Test(
        "Without ids, without keys and on another platform it says so",
        arguments: testedIsolation
    )
    func nothingToSealWith(_ level: IsolationLevel) async throws {
        let nameless = SealingImage(configuration: {
            $0.product = .none
            $0.family = .none
        })
        let blob = try await withSealingFixture(level, nameless) { client async throws in
            for (policy, error) in [
                (SealingPolicy.sameImage, SealingError.noProduct), (.sameFamily, .noFamily),
            ] {
                let refused = try await sealingRefusal {
                    _ = try await client.seal(policy, Self.content, Self.context)
                }
                #expect(refused == error)
            }
            return try await client.seal(.sameAuthor, Self.content, Self.context)
        }
        var options = LaunchOptions()
        options.keys = .none
        try await withSealingFixture(level, options: options) { client async throws in
            for policy in SealingPolicy.allCases {
                let refused = try await sealingRefusal {
                    _ = try await client.seal(policy, Self.content, Self.context)
                }
                #expect(refused == .noKeys)
            }
            let refused = try await Self.refusal(client, blob)
            #expect(refused == .noKeys)
        }
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-test-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        options = LaunchOptions()
        options.developmentFolder = folder
        try await withSealingFixture(level, options: options) { client async throws in
            let refused = try await Self.refusal(client, blob)
            #expect(refused == .otherPlatform)
        }
    }

    @Test("Python opens what an enclave sealed, from the root secret alone")
    func rootSecret() async throws {
        guard try await hasPythonCryptography() else { return }
        let files = FileManager.default
        let folder = files.temporaryDirectory
            .appendingPathComponent("redoubt-test-\(UUID().uuidString)")
        defer { try? files.removeItem(at: folder) }
        try files.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let root = [UInt8](0..<32)
        for (name, bytes) in [("1", root), ("platform", [UInt8](repeating: 5, count: 16))] {
            #expect(
                files.createFile(
                    atPath: folder.appendingPathComponent(name).path,
                    contents: Data(bytes),
                    attributes: [.posixPermissions: 0o600]
                )
            )
        }
        var options = LaunchOptions()
        options.developmentFolder = folder.path
        let level = try #require(testedIsolation.first)
        let blobs = try await withSealingFixture(level, options: options) {
            try await Self.seal(with: $0)
        }
        // The header says who the enclave is.
        let script = """
            import sys
            sys.path[:0] = sys.argv[1:3]
            from make_vectors import policy_key, POLICIES
            from unseal import unseal
            blob = bytes.fromhex(sys.argv[3])
            who = dict(signer=blob[32:64], product=blob[64:80], family=blob[80:96], measurement=blob[96:128], debug=0)
            policy = [name for name in POLICIES if POLICIES[name] == blob[5]][0]
            key = policy_key({1: bytes(range(32))}, 1, policy, who, int.from_bytes(blob[12:14], "little"))
            print(unseal(blob, key, b"context").decode())
            """
        for blob in blobs {
            let output = try await run(
                "/usr/bin/env",
                [
                    "python3", "-B", "-c", script, SealingVectors.folder.path,
                    repository.appendingPathComponent("docs").path, blob.hexadecimal,
                ]
            )
            #expect(output.status == 0, "\(output.standardError)")
            #expect(output.standardOutput == "content\n")
        }
    }

    @Test("What was sealed, and the keys for it, are gone from memory", arguments: testedIsolation)
    func residue(_ level: IsolationLevel) async throws {
        let older = SealingImage(configuration: { $0.securityVersion = 3 }, isDebug: true)
        let blob = try await withSealingFixture(level, older) { client async throws in
            try await client.seal(.sameImage, Self.content, Self.context)
        }
        try await withSealingFixture(level, SealingImage(isDebug: true)) { client async throws in
            for secret in [SealingSecret.content, .sealingKey] {
                let found = try await client.residue(of: secret)
                #expect(found == MemoryResidue(heap: 0, stack: 0), "\(secret)")
            }
            let found = try await client.residue(afterOpening: blob, Self.context)
            #expect(found == MemoryResidue(heap: 0, stack: 0))
        }
    }

    @Test("The search finds what is kept", arguments: testedIsolation)
    func residueControl(_ level: IsolationLevel) async throws {
        try await withSealingFixture(level, SealingImage(isDebug: true)) { client async throws in
            for secret in [SealingSecret.keptContent, .keptSealingKey] {
                #expect(try await client.residue(of: secret).heap >= 1, "\(secret)")
            }
        }
    }
}

extension IdentityBytes {
    /// Another value.
    fileprivate var changed: Self {
        Self(bytes: bytes.map { $0 ^ 0x5A }) ?? self
    }
}
