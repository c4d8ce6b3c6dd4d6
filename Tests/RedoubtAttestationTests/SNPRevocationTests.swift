import Testing

@testable import RedoubtAttestation

@Suite("AMD's processors, under a root of the tests' own")
struct SNPRevocationTests {
    private let processor = SyntheticProcessor()

    private func time(_ text: String) throws -> Timestamp { try #require(Timestamp(text)) }

    @Test func `A report is accepted without a list and with one that does not revoke`() throws {
        #expect(try processor.verdict().codes == [])
        let lists = [try processor.root.list([[0x22]]), try processor.authority.list([[5]])]
        let verdict = try processor.verdict(lists)
        guard case .accepted(let verified) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(verified.claims.details["revocation"] == "checked")
    }

    @Test func `An authority and a chip that their issuers revoked are refused`() throws {
        let authority = try processor.root.list([[0x22], [0x11]])
        #expect(try processor.verdict([authority]).codes == [.certificateRevoked])
        let chip = try processor.authority.list([[0]])
        #expect(try processor.verdict([chip]).codes == [.certificateRevoked])
    }

    @Test func `A list of another issuer, with a wrong signature or none at all is refused`() throws
    {
        let stranger = TestAuthority(name: "ARK-Genoa", key: try processor.root.key)
        #expect(try processor.verdict([stranger.list()]).codes == [.revocationListIssuer])
        let forger = TestAuthority(name: "ARK-Milan", key: try processor.authority.key)
        #expect(try processor.verdict([forger.list()]).codes == [.revocationListSignature])
        #expect(try processor.verdict([[0x30, 0x00]]).codes == [.malformed])
        #expect(try processor.verdict([]).codes == [])
        let five = Array(repeating: try processor.root.list(), count: 5)
        #expect(try processor.verdict(five).codes == [.tooLarge])
    }

    @Test func `A list is valid from its first to its last second, both included`() throws {
        let list = try processor.root.list(validity: ("20250101000000Z", "20250201000000Z"))
        for (text, codes) in [
            ("2024-12-31T23:59:59Z", [Reason.Code.revocationListNotYetValid]),
            ("2025-01-01T00:00:00Z", []), ("2025-02-01T00:00:00Z", []),
            ("2025-02-01T00:00:01Z", [.revocationListExpired]),
        ] {
            #expect(try processor.verdict([list], at: time(text)).codes == Set(codes), "\(text)")
        }
    }

    @Test func `A Turin report has its TCB in other places and a chip of eight bytes`() throws {
        var turin = SyntheticProcessor()
        turin.product = .turin
        turin.stepping = ""
        turin.version = 5
        turin.processor = (0x1a, 0x02)
        turin.chip = [1, 2, 3, 4, 5, 6, 7, 8] + [UInt8](repeating: 0, count: 56)
        turin.certifiedChip = [1, 2, 3, 4, 5, 6, 7, 8]
        turin.tcb = [9, 3, 0, 8, 0, 0, 0, 200]
        turin.versions = [9: 9, 1: 3, 2: 0, 3: 8, 8: 200]
        #expect(try turin.verdict().codes == [])
        for index in [0, 1, 2, 3, 7] {
            var other = turin
            other.tcb[index] ^= 1
            #expect(try other.verdict().codes == [.certificateContents], "byte \(index)")
        }
        turin.chip[63] = 1
        #expect(try turin.verdict().codes == [.certificateContents])
    }

    @Test func `Each part of the TCB of Milan must be the certificate's`() throws {
        for index in [0, 1, 6, 7] {
            var other = processor
            other.tcb[index] ^= 1
            #expect(try other.verdict().codes == [.certificateContents], "byte \(index)")
        }
        var other = processor
        other.versions[3] = nil
        #expect(try other.verdict().codes == [.certificateContents])
        other = processor
        other.processor = (0x19, 0x11)
        #expect(try other.verdict().codes == [.certificateContents])
    }

    @Test func `A bundle is written as it is read, and lasts until its first part expires`() throws
    {
        let bundle = EndorsementBundle(
            certificates: try processor.certificates(),
            revocationLists: [
                try processor.root.list(validity: ("20250101000000Z", "20250201000000Z"))
            ]
        )
        #expect(try EndorsementBundle(file: bundle.pem) == bundle)
        #expect(bundle.expiresAt == (try time("2025-02-01T00:00:00Z")))
        #expect(throws: Reason.self) { try EndorsementBundle(file: Array("hello".utf8)) }
    }
}
