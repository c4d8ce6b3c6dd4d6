import Testing

@testable import RedoubtAttestation

@Suite("What Intel's library accepts and a verifier had better refuse")
struct AdvisableRefusalTests {
    @Test("Before a certificate is valid, and before collateral was issued, a quote is refused")
    func early() throws {
        let example = QuoteCase.simple
        let early = Timestamp(secondsSince1970: 0)
        let verdict = try Quote(example.quoteBytes()).appraise(
            collateral: try example.bundle(),
            at: early,
            policy: .intel
        )
        guard case .refused(let refusal) = verdict else {
            Issue.record("it was accepted")
            return
        }
        let codes = Set(refusal.map(\.code))
        #expect(codes.contains(.certificateNotYetValid))
        #expect(codes.contains(.collateralNotYetValid))
        #expect(codes.contains(.revocationListNotYetValid))
    }

    @Test("A refusal has every reason, not only the first")
    func everyReason() throws {
        let example = QuoteCase.simple
        var bundle = try example.bundle()
        bundle.tcbInfoSignature[0] ^= 1
        bundle.quotingEnclaveIdentitySignature[0] ^= 1
        bundle.pckCRL[bundle.pckCRL.count - 1] ^= 1
        var bytes = try example.quoteBytes()
        bytes[100] ^= 1
        let verdict = try Quote(bytes).appraise(
            collateral: bundle,
            at: example.time,
            policy: AppraisalPolicy { AcceptMeasurements([1]) }
        )
        guard case .refused(let refusal) = verdict else {
            Issue.record("it was accepted")
            return
        }
        let places = Set(refusal.map(\.location.description))
        #expect(
            places.isSuperset(of: [
                "collateral.tcb_info", "collateral.qe_identity", "collateral.pck_crl",
                "quote.signature_data.signature", "policy.measurements", "policy.tcb.statuses",
            ])
        )
    }

    @Test("A repeated key in signed JSON is refused, also if it is escaped")
    func repeatedKeys() throws {
        for text in [#"{"id":"SGX","id":"SGX"}"#, #"{"id":"SGX","\u0069d":"SGX"}"#] {
            #expect(throws: Reason.self) { try TCBInfo(Array(text.utf8), at: "test") }
        }
    }

    @Test("A root that its own list has is refused")
    func rootInOwnList() throws {
        let certificate = TrustedRoot.intelSGX.certificate
        let list = try RevocationListWriter.list(
            of: certificate,
            serialNumbers: [Array(certificate.bytes[certificate.serialNumber])]
        )
        var bundle = try QuoteCase.simple.bundle()
        bundle.rootCRL = list
        let reasons = VerifiedCollateral(bundle).reasons(at: QuoteCase.simple.time).reasons
        #expect(
            reasons.contains { $0.code == .certificateRevoked && $0.location == "root" }
        )
    }

    @Test("Known certificates are signed by Intel's root")
    func knownCertificates() throws {
        #expect(KnownCertificates.intelSGX.count == 4)
        for der in KnownCertificates.intelSGX {
            let certificate = try Certificate(der, at: "test")
            #expect(certificate.isSigned(with: TrustedRoot.intelSGX.certificate.key))
            #expect(certificate.isIssued(inTheNameOf: TrustedRoot.intelSGX.certificate))
        }
    }
}
