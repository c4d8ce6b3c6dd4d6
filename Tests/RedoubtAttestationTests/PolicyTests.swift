import Testing

@testable import RedoubtAttestation

@Suite("Policies")
struct PolicyTests {
    private func verdict(_ policy: AppraisalPolicy) throws -> Verdict {
        try #require(try QuoteCase.simple.verdict(policy))
    }

    private func codes(_ policy: AppraisalPolicy) throws -> [Reason.Code] {
        guard case .refused(let refusal) = try verdict(policy) else { return [] }
        return refusal.map(\.code)
    }

    private static let configured = AcceptStatuses(.configurationAndSWHardeningNeeded)

    @Test("A status that is not accepted refuses, until its advisories have a grace")
    func statuses() throws {
        #expect(try codes(AppraisalPolicy()) == [.tcbStatus])
        #expect(try codes(AppraisalPolicy { Self.configured }).isEmpty)
        let late = try #require(Timestamp("2030-01-01T00:00:00Z"))
        let early = try #require(Timestamp("2025-01-01T00:00:00Z"))
        #expect(try codes(AppraisalPolicy { AcceptAdvisory("*", until: .at(late)) }).isEmpty)
        #expect(
            try codes(AppraisalPolicy { AcceptAdvisory("*", until: .at(early)) }) == [.tcbStatus]
        )
        #expect(
            try codes(AppraisalPolicy { AcceptAdvisory("INTEL-SA-00615", until: .at(late)) })
                == [.tcbStatus]
        )
        #expect(try codes(AppraisalPolicy { AcceptAdvisory("*", until: .days(3650)) }).isEmpty)
        #expect(try codes(AppraisalPolicy { AcceptAdvisory("*", until: .days(1)) }) == [.tcbStatus])
    }

    @Test("What a policy states is compared with the claims")
    func conditions() throws {
        guard case .accepted(let genuine) = try verdict(.intel) else {
            Issue.record("the genuine quote is refused")
            return
        }
        let claims = genuine.claims
        let met = AppraisalPolicy {
            Self.configured
            AcceptMeasurements([0], claims.measurement)
            AcceptSigners(claims.signer ?? [])
            AcceptProducts(claims.product ?? [])
            RequireSecurityVersion(claims.securityVersion ?? 0)
            RequireReportData(claims.reportData)
            RequireAge(atMostSeconds: 31 * 86_400)
        }
        #expect(try codes(met).isEmpty)
        let unmet = AppraisalPolicy {
            Self.configured
            AcceptMeasurements([0])
            RequireMeasurement("RTMR0", [0])
            AcceptSigners([0])
            AcceptProducts([0])
            RequireSecurityVersion((claims.securityVersion ?? 0) + 1)
            RequireReportData([1, 2, 3])
            RequireAge(atMostSeconds: 1)
            RequirePlatformPart("microcode", atLeast: 0)
        }
        #expect(
            Set(try codes(unmet)) == [
                .measurement, .notClaimed, .signer, .product, .securityVersion, .reportData, .age,
            ]
        )
    }

    @Test("The same policy is read from JSON")
    func json() throws {
        let text = """
            {"measurements": ["0a0b"], "named_measurements": {"PCR4": ["01"]}, "signers": ["02"],
             "products": ["0001"], "min_security_version": 3, "report_data": "0102",
             "tcb": {"statuses": ["UpToDate"], "grace": [{"advisory": "INTEL-SA-00615", "days": 30},
              {"advisory": "*", "until": "2026-01-01T00:00:00Z"}]},
             "max_age_seconds": 60, "allow_debug": true, "strict": ["no-debug", "leaf-first"],
             "min_platform_parts": {"microcode": 7}}
            """
        let until = try #require(Timestamp("2026-01-01T00:00:00Z"))
        let expected = AppraisalPolicy {
            AcceptMeasurements([10, 11])
            RequireMeasurement("PCR4", [1])
            AcceptSigners([2])
            AcceptProducts([0, 1])
            RequireSecurityVersion(3)
            RequireReportData([1, 2])
            AcceptStatuses(.upToDate)
            AcceptAdvisory("INTEL-SA-00615", until: .days(30))
            AcceptAdvisory("*", until: .at(until))
            RequireAge(atMostSeconds: 60)
            AllowDebug()
            RequireStrictRules([.noDebug, .leafFirst])
            RequirePlatformPart("microcode", atLeast: 7)
        }
        #expect(try AppraisalPolicy(json: Array(text.utf8)) == expected)
    }

    @Test(
        "A policy with a mistake is an error",
        arguments: [
            "[]", #"{"measurement": ["00"]}"#, #"{"measurements": []}"#,
            #"{"measurements": ["0"]}"#,
            #"{"tcb": {"statuses": ["Revoked"]}}"#, #"{"tcb": {"grace": [{"advisory": "*"}]}}"#,
            #"{"strict": ["nothing"]}"#, #"{"allow_debug": "yes"}"#, #"{"max_age_seconds": -1}"#,
        ]
    )
    func mistakes(_ text: String) {
        #expect(throws: Reason.self) { try AppraisalPolicy(json: Array(text.utf8)) }
    }

    @Test("A verdict's JSON is read by our own reader")
    func verdictJSON() throws {
        for policy in [AppraisalPolicy.intel, AppraisalPolicy()] {
            var reader = try JSONReader(try verdict(policy).json, at: "test")
            try reader.skipValue()
            try reader.requireEnd()
        }
    }
}
