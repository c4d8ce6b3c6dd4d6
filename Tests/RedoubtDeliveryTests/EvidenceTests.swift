import RedoubtAttestation
import RedoubtControl
import RedoubtDeliveryInterface
import SeededTesting
import Testing

@Suite("Evidence of an enclave")
struct EvidenceTests {
    private static let time = Timestamp(secondsSince1970: 1_700_000_010)

    private static func policy() -> AppraisalPolicy {
        var policy = AppraisalPolicy()
        policy.measurements = [[UInt8](repeating: 0x11, count: 32)]
        policy.signers = [[UInt8](repeating: 0x22, count: 32)]
        policy.products = [[UInt8](repeating: 0x33, count: 16)]
        policy.minimumSecurityVersion = 0x0305
        policy.reportData = [UInt8](repeating: 0x55, count: 64)
        policy.maximumAgeSeconds = 60
        return policy
    }

    private func codes(
        _ evidence: [UInt8],
        _ key: [UInt8],
        _ policy: AppraisalPolicy = policy(),
        at time: Timestamp = time
    ) throws -> [Reason.Code] {
        switch try EnclaveEvidence(evidence).appraise(platformKey: key, at: time, policy: policy) {
        case .accepted: []
        case .refused(let refusal): refusal.map(\.code)
        }
    }

    @Test("Evidence says what the report says, and is accepted by whoever has the platform's key")
    func accepted() throws {
        let platform = try MadeUpPlatform()
        let body = try platform.body()
        let evidence = try platform.evidence(platform.report(body))
        let verdict = try EnclaveEvidence(evidence)
            .appraise(platformKey: platform.publicKey(), at: Self.time, policy: Self.policy())
        guard case .accepted(let verified) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(verified.claims.family == .redoubt)
        #expect(verified.measurement == body.measurement)
        #expect(verified.signer == body.signer)
        #expect(verified.claims.product == body.product)
        #expect(verified.claims.securityVersion == 0x0305)
        #expect(verified.claims.isDebug == false)
        #expect(verified.claims.hardwareID == body.platform)
        #expect(
            verified.claims.details == [
                "family id": String(repeating: "44", count: 16), "image version": "16909060",
                "isolation": "virtualization", "memory": "private", "platform mode": "service",
            ]
        )
        // Nothing is known of the hardware, and nothing said.
        #expect(verified.trust.hardware == 0)
    }

    @Test("Each claim that differs from the policy's is a reason of its own")
    func claims() throws {
        let platform = try MadeUpPlatform()
        let key = try platform.publicKey()
        let changes: [(Reason.Code, (inout ReportBody) -> Void)] = [
            (.measurement, { $0.measurement[31] ^= 1 }), (.signer, { $0.signer[0] ^= 1 }),
            (.product, { $0.product[5] ^= 1 }), (.securityVersion, { $0.securityVersion -= 1 }),
            (.debug, { $0.isDebug = true }),
        ]
        var all = try platform.body()
        for (code, change) in changes {
            var body = try platform.body()
            change(&body)
            change(&all)
            #expect(try codes(platform.evidence(platform.report(body)), key) == [code])
        }
        all.mode = 1
        let evidence = try platform.evidence(
            platform.report(all, data: [UInt8](repeating: 0x56, count: 64)),
            isDevelopment: true
        )
        #expect(
            try Set(codes(evidence, MadeUpPlatform().publicKey()))
                == Set(changes.map(\.0) + [.evidenceSignature, .development, .reportData])
        )
        var lenient = Self.policy()
        lenient.allowsDevelopment = true
        var development = try platform.body()
        development.mode = 1
        let own = try platform.evidence(platform.report(development), isDevelopment: true)
        #expect(try codes(own, key) == [.development])
        #expect(try codes(own, key, lenient) == [])
    }

    @Test("Old evidence is refused, and evidence from the future")
    func age() throws {
        let platform = try MadeUpPlatform()
        let key = try platform.publicKey()
        let evidence = try platform.evidence(platform.report(platform.body()))
        for (time, expected) in [
            (1_700_000_060, []), (1_700_000_061, [.age]), (1_699_999_700, []),
            (1_699_999_699, [.age]),
        ] as [(Int64, [Reason.Code])] {
            #expect(
                try codes(evidence, key, at: Timestamp(secondsSince1970: time)) == expected,
                "\(time)"
            )
        }
    }

    @Test("No byte of evidence can be flipped, cut off or added")
    func damage() throws {
        let platform = try MadeUpPlatform()
        let key = try platform.publicKey()
        let evidence = try platform.evidence(platform.report(platform.body()))
        func isAccepted(_ bytes: [UInt8]) -> Bool {
            (try? codes(bytes, key)) == []
        }
        try #require(isAccepted(evidence))
        for index in evidence.indices {
            for bit in 0..<8 {
                var damaged = evidence
                damaged[index] ^= 1 << UInt8(bit)
                #expect(!isAccepted(damaged), "byte \(index), bit \(bit)")
            }
            #expect(!isAccepted(Array(evidence[..<index])))
        }
        #expect(!isAccepted(evidence + [0]))
        // What is not signed may not be there, nor another form of the same.
        #expect(!isAccepted(Array(evidence.dropFirst())))
    }

    @Test("A hundred thousand random pieces of evidence are refused")
    func random() throws {
        let platform = try MadeUpPlatform()
        let key = try platform.publicKey()
        let evidence = try platform.evidence(platform.report(platform.body()))
        var generator = SeededGenerator(for: "random evidence")
        for round in 0..<100_000 {
            var bytes = evidence
            if round % 4 != 0 {
                bytes =
                    round % 2 == 0
                    ? Array(evidence[..<Int.random(in: 0..<60, using: &generator)]) : []
                for _ in 0..<Int.random(in: 0..<300, using: &generator) {
                    bytes.append(.random(in: .min ... .max, using: &generator))
                }
            } else {
                let place = Int.random(in: bytes.indices, using: &generator)
                bytes[place] &+= .random(in: 1 ... .max, using: &generator)
            }
            let read = try? EnclaveEvidence(bytes)
            // The signature is checked of what can be read at all.
            #expect(
                read.map {
                    !$0.appraise(platformKey: key, at: Self.time, policy: Self.policy()).isAccepted
                } ?? true
            )
        }
    }

    @Test("The platform refuses every report that was changed, and those of others")
    func reports() throws {
        let platform = try MadeUpPlatform()
        let report = try platform.report(platform.body())
        func refusal(_ report: [UInt8], isDevelopment: Bool = false) -> EvidenceRefusal? {
            do {
                _ = try platform.evidence(report, isDevelopment: isDevelopment)
                return nil
            } catch {
                return error as? EvidenceRefusal
            }
        }
        try #require(refusal(report) == nil)
        for index in report.indices {
            for bit in 0..<8 {
                var damaged = report
                damaged[index] ^= 1 << UInt8(bit)
                let found = refusal(damaged)
                switch index {
                case 0...9:
                    #expect(
                        [.notAReport, .notAuthentic, .otherMode(isDevelopment: true)].contains(
                            found
                        ),
                        "byte \(index), bit \(bit)"
                    )
                case 16..<32: #expect(found == .otherPlatform)
                default: #expect(found == .notAuthentic, "byte \(index), bit \(bit)")
                }
            }
            #expect(refusal(Array(report[..<index])) == .notAReport)
        }
        #expect(refusal(report + [0]) == .notAReport)
        #expect(refusal(report, isDevelopment: true) == .otherMode(isDevelopment: false))
        let other = try MadeUpPlatform()
        #expect(refusal(try other.report(other.body())) == .otherPlatform)
        // Another's secrets with this platform's name.
        #expect(refusal(try other.report(platform.body())) == .notAuthentic)
        // An enclave speaks for itself alone: with its own key it cannot name another.
        var generator = SeededGenerator(for: "random reports")
        for _ in 0..<100_000 {
            var bytes = report
            for _ in 0..<4 {
                bytes[.random(in: bytes.indices, using: &generator)] =
                    .random(in: .min ... .max, using: &generator)
            }
            if bytes != report { #expect(refusal(bytes) != nil) }
        }
    }

    @Test("After a new epoch reports of the old one hold, and evidence has another key")
    func epochs() throws {
        let platform = try MadeUpPlatform()
        let old = try platform.publicKey()
        try platform.rotate()
        let new = try platform.publicKey()
        #expect(old != new)
        for epoch in [1, 2] {
            let evidence = try platform.evidence(
                platform.report(platform.body(), epoch: epoch)
            )
            #expect(try codes(evidence, new) == [])
            #expect(try codes(evidence, old) == [.evidenceSignature])
        }
    }

    @Test("What is no key of a platform is a reason", arguments: ["", "no key", "{}"])
    func noKey(_ text: String) throws {
        let platform = try MadeUpPlatform()
        let evidence = try platform.evidence(platform.report(platform.body()))
        #expect(try !codes(evidence, Array(text.utf8)).isEmpty)
    }
}
