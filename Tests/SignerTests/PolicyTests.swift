import Crypto
import EnclaveTesting
import Foundation
import RedoubtHost
import SignerInterface
import Testing

/// What a key's policy allows, how often, and that the counter survives.
struct PolicyTests {
    private static func use(
        _ signer: SignerClient<Enclave>,
        for purpose: KeyPurpose
    ) async throws {
        let object = Array("{}".utf8)
        switch purpose {
        case .digest: _ = try await signer.sign("k", digest: [UInt8](repeating: 1, count: 32))
        case .message: _ = try await signer.sign("k", message: [1, 2, 3])
        case .token: _ = try await signer.token("k", header: object, claims: object)
        case .certificateRequest:
            _ = try await signer.certificateRequest(
                "k",
                subject: [SubjectAttribute(.commonName, "a")],
                dnsNames: []
            )
        case .ssh:
            let key = try await signer.key("k")
            _ = try await signer.authenticate("k", sshRequest: SSHSamples.authentication(key))
        }
    }

    @Test(arguments: testedIsolation)
    func `A key signs for its own purposes and for no other`(level: IsolationLevel) async throws {
        try await SignerFolder().withSigner(level) { signer async throws in
            for allowed in KeyPurpose.allCases {
                _ = try await signer.makeKey(KeyRequest("k", .p256, allowed))
                for purpose in KeyPurpose.allCases {
                    let refused = try await refusal { try await Self.use(signer, for: purpose) }
                    #expect(refused == (purpose == allowed ? nil : .purposeRefused(purpose)))
                }
                #expect(try await signer.key("k").uses == 1)
                try await signer.removeKey("k")
            }
        }
    }

    @Test(arguments: testedIsolation)
    func `Signatures of digests and messages verify`(level: IsolationLevel) async throws {
        try await SignerFolder().withSigner(level) { signer async throws in
            let message = [UInt8](repeating: 7, count: SignerLimits.messageBytes)
            let made = try await signer.makeKey(KeyRequest("p", .p256, .digest, .message))
            let key = try P256.Signing.PublicKey(x963Representation: made.publicKey)
            let digest = SHA256.hash(data: message)
            let ofDigest = try await signer.sign("p", digest: Array(digest))
            let ofMessage = try await signer.sign("p", message: message)
            #expect(key.isValidSignature(try .init(derRepresentation: ofDigest), for: digest))
            #expect(key.isValidSignature(try .init(derRepresentation: ofMessage), for: message))
            let edwards = try await signer.makeKey(KeyRequest("e", .ed25519, .message))
            let signature = try await signer.sign("e", message: message)
            #expect(
                try Curve25519.Signing.PublicKey(rawRepresentation: edwards.publicKey)
                    .isValidSignature(signature, for: message)
            )
            #expect(
                try await refusal { _ = try await signer.sign("e", message: message + [0]) }
                    == .tooLong(limitBytes: SignerLimits.messageBytes)
            )
            #expect(
                try await refusal { _ = try await signer.sign("p", digest: [1]) }
                    == .digestLength(expected: 32)
            )
        }
    }

    @Test(arguments: testedIsolation)
    func `Uses per minute are limited by a clock that never goes back, over a restart too`(
        level: IsolationLevel
    ) async throws {
        let folder = try SignerFolder()
        let clock = TestClock()
        func use(_ signer: SignerClient<Enclave>, at time: UInt64) async throws -> SignerError? {
            clock.set(time)
            return try await refusal { _ = try await signer.sign("k", message: [1]) }
        }
        try await folder.withSigner(level, clock: clock) { signer async throws in
            var request = KeyRequest("k", .ed25519, .message)
            request.policy.usesPerMinute = 2
            _ = try await signer.makeKey(request)
            #expect(try await use(signer, at: 100_000) == nil)
            #expect(try await use(signer, at: 130_000) == nil)
            #expect(
                try await use(signer, at: 159_500)
                    == .rateExceeded(limit: 2, retryAfterSeconds: 1)
            )
            #expect(
                try await use(signer, at: 0) == .rateExceeded(limit: 2, retryAfterSeconds: 30)
            )
        }
        try await folder.withSigner(level, clock: clock) { signer async throws in
            #expect(
                try await use(signer, at: 140_000)
                    == .rateExceeded(limit: 2, retryAfterSeconds: 20)
            )
            #expect(try await use(signer, at: 160_000) == nil)
            #expect(
                try await use(signer, at: 189_999)
                    == .rateExceeded(limit: 2, retryAfterSeconds: 1)
            )
            #expect(try await use(signer, at: 190_000) == nil)
            #expect(try await signer.key("k").uses == 4)
        }
        try await folder.withSigner(level, clock: nil) { signer async throws in
            #expect(
                try await refusal { _ = try await signer.sign("k", message: [1]) }
                    == .clockUnavailable
            )
        }
    }

    @Test(arguments: testedIsolation)
    func `A key is used up, and counting ahead never counts too few`(
        level: IsolationLevel
    ) async throws {
        let folder = try SignerFolder()
        let sign = { (signer: SignerClient<Enclave>, name: String) in
            try await refusal { _ = try await signer.sign(name, message: [1]) }
        }
        try await folder.withSigner(level) { signer async throws in
            var request = KeyRequest("exact", .p256, .message)
            request.policy.uses = 3
            _ = try await signer.makeKey(request)
            request = KeyRequest("ahead", .p256, .message)
            request.policy.uses = 15
            request.policy.usesCountedAhead = 10
            _ = try await signer.makeKey(request)
            for name in ["exact", "ahead"] {
                #expect(try await sign(signer, name) == nil)
                #expect(try await sign(signer, name) == nil)
                #expect(try await signer.key(name).uses == 2)
            }
            #expect(try await signer.generation() == 6)
        }
        try await folder.withSigner(level) { signer async throws in
            #expect(try await signer.key("exact").uses == 2)
            #expect(try await sign(signer, "exact") == nil)
            #expect(try await sign(signer, "exact") == .usedUp(limit: 3))
            #expect(try await signer.key("ahead").uses == 10)
            for _ in 0..<5 { #expect(try await sign(signer, "ahead") == nil) }
            #expect(try await sign(signer, "ahead") == .usedUp(limit: 15))
        }
        try await folder.withSigner(level) { signer async throws in
            #expect(try await sign(signer, "exact") == .usedUp(limit: 3))
            #expect(try await sign(signer, "ahead") == .usedUp(limit: 15))
        }
    }

    @Test(arguments: testedIsolation)
    func `Policies and names that are none are refused`(level: IsolationLevel) async throws {
        func request(
            _ purposes: [KeyPurpose],
            _ algorithm: KeyAlgorithm = .p256,
            _ change: (inout KeyPolicy) -> Void = { _ in }
        ) -> KeyRequest {
            var policy = KeyPolicy(purposes: purposes)
            change(&policy)
            return KeyRequest(name: "k", algorithm: algorithm, policy: policy)
        }
        let cases: [(KeyRequest, PolicyProblem)] = [
            (request([]), .purposes), (request([.ssh, .ssh]), .purposes),
            (request([.digest], .ed25519), .digestsNeedP256),
            (request([.ssh]) { $0.usesPerMinute = 0 }, .counts),
            (request([.ssh]) { $0.usesPerMinute = 601 }, .counts),
            (request([.ssh]) { $0.uses = 0 }, .counts),
            (request([.ssh]) { $0.usesCountedAhead = 0 }, .counts),
            (request([.ssh]) { $0.usesCountedAhead = 65_537 }, .counts),
            (
                request([.ssh]) {
                    $0.usesPerMinute = 1
                    $0.usesCountedAhead = 2
                }, .rateCountsAhead
            ),
            (request([.token]) { $0.tokenIssuer = "a\"" }, .issuer),
            (request([.token]) { $0.tokenIssuer = "" }, .issuer),
            (request([.token]) { $0.tokenLifetimeSeconds = 0 }, .lifetime),
            (request([.ssh]) { $0.tokenIssuer = "a" }, .tokenLimitsWithoutTokens),
            (request([.token, .message]) { $0.tokenIssuer = "a" }, .tokenLimitsEvaded),
        ]
        try await SignerFolder().withSigner(level) { signer async throws in
            for (request, problem) in cases {
                #expect(try await making(signer, request) == .invalidPolicy(problem))
            }
            for name in ["", "A", "a/b", "ä", String(repeating: "a", count: 65)] {
                #expect(
                    try await making(signer, KeyRequest(name, .p256, .ssh)) == .invalidName
                )
            }
            let none = try await refusal { _ = try await signer.key("none") }
            #expect(none == .noSuchKey)
            for index in 0..<SignerLimits.keys {
                _ = try await signer.makeKey(KeyRequest("k\(index)", .ed25519, .ssh))
            }
            #expect(try await making(signer, KeyRequest("k0", .p256, .ssh)) == .nameTaken)
            #expect(
                try await making(signer, KeyRequest("k", .p256, .ssh))
                    == .tooManyKeys(limit: SignerLimits.keys)
            )
        }
    }

    private func making(
        _ signer: SignerClient<Enclave>,
        _ request: KeyRequest
    ) async throws -> SignerError? {
        try await refusal { _ = try await signer.makeKey(request) }
    }
}
