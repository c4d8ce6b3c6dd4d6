import EnclaveTesting
import Foundation
import RedoubtHost
import RedoubtImage
import RedoubtSealingInterface
import SignerInterface
import Testing

/// Keys over restarts, and hosts that cheat with the files.
struct StoreTests {
    private func records(_ folder: SignerFolder) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(atPath: folder.state)
            .filter { $0.contains(".record.") }.sorted()
            .map { URL(fileURLWithPath: "\(folder.state)/\($0)") }
    }

    @Test(arguments: testedIsolation)
    func `Keys survive a restart, with policy and uses`(level: IsolationLevel) async throws {
        let folder = try SignerFolder()
        let made = try await folder.withSigner(level) { signer async throws in
            var request = KeyRequest("a.key", .p256, .token, .ssh)
            request.policy.uses = 7
            request.policy.tokenIssuer = "me"
            request.policy.tokenLifetimeSeconds = 60
            _ = try await signer.makeKey(request)
            _ = try await signer.makeKey(KeyRequest("b", .ed25519, .message))
            _ = try await signer.sign("b", message: [1])
            return [try await signer.key("a.key"), try await signer.key("b")]
        }
        #expect(made[1].uses == 1)
        try await folder.withSigner(level) { signer async throws in
            #expect(try await signer.names() == ["a.key", "b"])
            #expect(try await signer.key("a.key") == made[0])
            #expect(try await signer.key("b") == made[1])
            try await signer.removeKey("b")
        }
        try await folder.withSigner(level) { signer async throws in
            #expect(try await signer.names() == ["a.key"])
        }
    }

    @Test(arguments: testedIsolation)
    func `Another image, or another author's, does not open the store`(
        level: IsolationLevel
    ) async throws {
        let folder = try SignerFolder()
        try await folder.withSigner(level) { signer async throws in
            _ = try await signer.makeKey(KeyRequest("k", .p256, .ssh))
        }
        let path = try await enclaveImage("SignerEnclave")
        let image = try EnclaveImage([UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
        let product = try #require(ProductID(bytes: [UInt8](repeating: 5, count: 16)))
        let other = try image.reconfigured { $0.product = product }.signed(with: .development)
        let author = try image.signed(with: SigningKey(.p256))
        let cases: [(EnclaveImage, LaunchPolicy, SealingError)] = [
            (other, .development, .otherImage),
            (author, .measured(author.declaredMeasurement), .otherAuthor),
        ]
        for (signed, policy, expected) in cases {
            let file = "\(folder.path)/other.enclave"
            try Data(signed.encoded()).write(to: URL(fileURLWithPath: file))
            let refused = try await refusal {
                try await folder.withSigner(
                    level,
                    image: file,
                    policy: policy
                ) { _ in }
            }
            #expect(refused == .store(.sealing(expected)))
        }
    }

    @Test(arguments: testedIsolation)
    func `A newer version takes the keys over, and the older one opens them no more`(
        level: IsolationLevel
    ) async throws {
        let folder = try SignerFolder()
        try await folder.withSigner(level) { signer async throws in
            _ = try await signer.makeKey(KeyRequest("a", .p256, .message))
            _ = try await signer.makeKey(KeyRequest("b", .p256, .message))
            #expect(try await signer.reseal() == 0)
        }
        let path = try await enclaveImage("SignerEnclave")
        let image = try EnclaveImage([UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
        let file = "\(folder.path)/newer.enclave"
        let newer = try image.reconfigured { $0.securityVersion += 1 }.signed(with: .development)
        try Data(newer.encoded()).write(to: URL(fileURLWithPath: file))
        try await folder.withSigner(level, image: file) { signer async throws in
            #expect(try await signer.reseal() == 2)
            _ = try await signer.sign("a", message: [1])
        }
        let refused = try await refusal {
            try await folder.withSigner(level) { _ in }
        }
        #expect(refused == .store(.sealing(.newerVersion(sealed: 2, own: 1))))
    }

    @Test(arguments: testedIsolation)
    func `Files that were cut off, swapped or dropped are refused, and other keys work`(
        level: IsolationLevel
    ) async throws {
        let folder = try SignerFolder()
        var files: [String: URL] = [:]
        for name in ["a", "b", "c"] {
            let before = (try? records(folder)) ?? []
            try await folder.withSigner(level) { signer async throws in
                _ = try await signer.makeKey(KeyRequest(name, .p256, .message))
            }
            files[name] = try records(folder).first { !before.contains($0) }
        }
        let a = try #require(files["a"])
        let b = try #require(files["b"])
        let contents = try (Data(contentsOf: a), Data(contentsOf: b))
        func refusals() async throws -> [SignerError?] {
            try await folder.withSigner(level) { signer async throws in
                var refusals: [SignerError?] = []
                for name in ["a", "b", "c"] {
                    refusals.append(
                        try await refusal { _ = try await signer.sign(name, message: [1]) }
                    )
                }
                return refusals
            }
        }
        try contents.0.dropLast().write(to: a)
        #expect(
            try await refusals() == [.store(.recordUnreadable(.tampered)), nil, nil]
        )
        let nowB = try #require(
            try records(folder).first { url in
                try Data(contentsOf: url) != contents.0.dropLast() && url != a
            }
        )
        try Data(contentsOf: nowB).write(to: a)
        #expect(try await refusals()[0] == .store(.recordReplaced))
        try FileManager.default.removeItem(at: a)
        #expect(try await refusals()[0] == .store(.recordMissing))
        let index = URL(fileURLWithPath: "\(folder.state)/signer.index")
        let whole = try Data(contentsOf: index)
        try whole.prefix(100).write(to: index)
        #expect(
            try await refusal { try await folder.withSigner(level) { _ in } }
                == .store(.sealing(.tooShort))
        )
        try FileManager.default.removeItem(at: index)
        #expect(
            try await refusal { try await folder.withSigner(level) { _ in } }
                == .store(.indexMissing)
        )
    }

    @Test(arguments: testedIsolation)
    func `An old copy of the whole store is noticed by whoever remembers the generation`(
        level: IsolationLevel
    ) async throws {
        let folder = try SignerFolder()
        try await folder.withSigner(level) { signer async throws in
            var request = KeyRequest("k", .p256, .message)
            request.policy.uses = 1
            _ = try await signer.makeKey(request)
        }
        let copy = "\(folder.path)/copy"
        try FileManager.default.copyItem(atPath: folder.state, toPath: copy)
        let generation = try await folder.withSigner(level) { signer async throws in
            _ = try await signer.sign("k", message: [1])
            return try await signer.generation()
        }
        try FileManager.default.removeItem(atPath: folder.state)
        try FileManager.default.moveItem(atPath: copy, toPath: folder.state)
        #expect(
            try await refusal {
                try await folder.withSigner(level, minimumGeneration: generation) { _ in }
            } == .store(.rolledBack(found: generation - 1, expected: generation))
        )
        // As the example's README says: nobody remembers, and the use is forgotten.
        try await folder.withSigner(level) { signer async throws in
            _ = try await signer.sign("k", message: [1])
        }
    }
}
