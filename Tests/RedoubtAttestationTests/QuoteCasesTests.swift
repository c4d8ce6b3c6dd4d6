import RedoubtAttestation
import Testing

@Suite("Cases of SGX and TDX quotes")
struct QuoteCasesTests {
    @Test("A case is decided as Intel's rules have it", arguments: QuoteCase.all)
    func plain(_ example: QuoteCase) throws {
        try check(example, .intel, example.expect)
    }

    @Test("A case is decided as the strict rules have it", arguments: QuoteCase.all)
    func strict(_ example: QuoteCase) throws {
        try check(example, .strict, example.expectStrict ?? example.expect)
    }

    @Test("Collateral that is kept decides as collateral that is new", arguments: QuoteCase.genuine)
    func warm(_ example: QuoteCase) throws {
        let quote = try Quote(example.quoteBytes())
        let kept = VerifiedCollateral(try example.bundle())
        for _ in 0..<2 {
            let verdict = quote.appraise(collateral: kept, at: example.time, policy: .intel)
            #expect(verdict.tcbStatus?.rawValue == example.expect.status)
            #expect(verdict.isAccepted)
        }
        let late = Timestamp(secondsSince1970: example.time.secondsSince1970 + 86_400 * 3650)
        #expect(!quote.appraise(collateral: kept, at: late, policy: .intel).isAccepted)
    }

    private func check(
        _ example: QuoteCase,
        _ policy: AppraisalPolicy,
        _ expected: QuoteCase.Expectation
    ) throws {
        let verdict = try example.verdict(policy)
        #expect(verdict?.isAccepted ?? false == expected.ok, "\(expected.reason)")
        if expected.ok { #expect(verdict?.tcbStatus?.rawValue == expected.status) }
        if case .refused(let refusal) = verdict {
            #expect(
                refusal.allSatisfy { !$0.explanation.isEmpty && !$0.location.description.isEmpty }
            )
            if expected.status == "Revoked" { #expect(refusal.tcbStatus == .revoked) }
        }
    }
}
