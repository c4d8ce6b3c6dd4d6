import RedoubtAttestation
import SeededTesting
import Testing

@Suite("Changed quotes")
struct QuoteMutationTests {
    private static let mutationCount = 20_000

    @Test("A truncated quote is refused", arguments: QuoteCase.genuine)
    func truncations(_ example: QuoteCase) throws {
        let bytes = try example.quoteBytes()
        let kept = VerifiedCollateral(try example.bundle())
        let end = try declaredEnd(bytes)
        for count in 0..<end {
            guard let quote = try? Quote(Array(bytes.prefix(count))) else { continue }
            let verdict = quote.appraise(collateral: kept, at: example.time, policy: .intel)
            #expect(!verdict.isAccepted, "\(count) bytes of \(end) were accepted")
        }
    }

    @Test("A mutated quote is refused, or says the same", arguments: QuoteCase.genuine)
    func mutations(_ example: QuoteCase) throws {
        var generator = SeededGenerator(for: "mutations of \(example.id)")
        let original = try example.quoteBytes()
        let kept = VerifiedCollateral(try example.bundle())
        guard
            case .accepted(let genuine) = try Quote(original).appraise(
                collateral: kept,
                at: example.time,
                policy: .intel
            )
        else {
            Issue.record("the genuine quote is refused")
            return
        }
        let end = try declaredEnd(original)
        for _ in 0..<Self.mutationCount {
            var bytes = original
            mutate(&bytes, end, &generator)
            guard let quote = try? Quote(bytes) else { continue }
            let verdict = quote.appraise(collateral: kept, at: example.time, policy: .intel)
            if case .accepted(let verified) = verdict {
                #expect(verified.claims == genuine.claims, "changed claims were accepted")
            }
        }
    }

    /// Changes one to four bytes; half of the time in the first part, where the fields are dense.
    private func mutate(
        _ bytes: inout [UInt8],
        _ end: Int,
        _ generator: inout SeededGenerator
    ) {
        let isEarly = Bool.random(using: &generator)
        for _ in 0...Int.random(in: 0..<4, using: &generator) {
            // An earlier change may have taken bytes away.
            let limit = min(isEarly ? 1200 : end, bytes.count)
            let index = Int.random(in: 0..<limit, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: bytes[index] = .random(in: 0...255, using: &generator)
            case 2: bytes[index] = Bool.random(using: &generator) ? 0 : 0xff
            default: bytes.remove(at: index)
            }
        }
    }

    /// Where the quote ends by its own account.
    private func declaredEnd(_ bytes: [UInt8]) throws -> Int {
        let start: Int
        switch (bytes[0], bytes[4]) {
        case (3, _), (4, 0): start = 432
        case (4, _): start = 632
        default: start = 54 + Int(bytes[50]) + Int(bytes[51]) << 8
        }
        let length = (0..<4).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
        try #require(start + 4 + length <= bytes.count)
        return start + 4 + length
    }
}
