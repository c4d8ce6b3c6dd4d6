import Foundation
import SeededTesting
import SwiftASN1
import Testing
import X509

@testable import RedoubtAttestation

/// The reader of certificates, which goes by offsets, held against swift-certificates.
@Suite("Certificates, as swift-certificates reads them")
struct CertificateAgreementTests {
    /// The certificates of some bundles and quotes.
    private static func ders() throws -> [[UInt8]] {
        var ders: Set<[UInt8]> = []
        for example in QuoteCase.genuine {
            let bundle = try example.bundle()
            for text in [bundle.pckCRLIssuerChain, bundle.tcbInfoIssuerChain] {
                ders.formUnion(try PEM.certificates(text, at: "test"))
            }
            let quote = try Quote(example.quoteBytes())
            ders.formUnion(
                try PEM.certificates(quote.bytes, quote.parts.certificates, at: "test")
            )
        }
        return ders.sorted { $0.lexicographicallyPrecedes($1) }
    }

    @Test("Both read the same from genuine certificates")
    func genuine() throws {
        for der in try Self.ders() {
            let ours = try RedoubtAttestation.Certificate(der, at: "test")
            let theirs = try X509.Certificate(derEncoded: der)
            try compare(ours, theirs)
        }
    }

    @Test("Both read the same from mutated certificates")
    func mutated() throws {
        var generator = SeededGenerator(for: "mutated certificates")
        var comparedCount = 0
        for der in try Self.ders().prefix(8) {
            for _ in 0..<2_000 {
                var bytes = der
                let index = Int.random(in: bytes.indices, using: &generator)
                bytes[index] = .random(in: 0...255, using: &generator)
                guard let ours = try? RedoubtAttestation.Certificate(bytes, at: "test") else {
                    continue
                }
                // They also look into names, which are compared as bytes here, and they ask for the shortest form
                // of a key usage, which AMD does not write.
                guard let theirs = try? X509.Certificate(derEncoded: bytes), isReadable(theirs)
                else {
                    continue
                }
                comparedCount += 1
                try compare(ours, theirs)
            }
        }
        #expect(comparedCount > 1_000)
    }

    private func isReadable(_ certificate: X509.Certificate) -> Bool {
        do {
            _ = try certificate.extensions.keyUsage
            _ = try certificate.extensions.basicConstraints
            return true
        } catch {
            return false
        }
    }

    private func compare(
        _ ours: RedoubtAttestation.Certificate,
        _ theirs: X509.Certificate
    ) throws {
        #expect(Array(theirs.tbsCertificateBytes) == Array(ours.bytes[ours.signedRange]))
        #expect(theirs.notValidBefore == ours.notBefore.date)
        #expect(theirs.notValidAfter == ours.notAfter.date)
        #expect(Array(theirs.serialNumber.bytes) == strip(Array(ours.bytes[ours.serialNumber])))
        let constraints = try theirs.extensions.basicConstraints
        switch constraints {
        case .isCertificateAuthority(let length):
            #expect(ours.extensions.isAuthority && ours.extensions.pathLength == length)
        default:
            #expect(!ours.extensions.isAuthority)
        }
        let usage = try theirs.extensions.keyUsage
        #expect(
            (usage?.keyCertSign ?? false) == (ours.extensions.keyUsage?.signsCertificates ?? false)
        )
        #expect(
            (usage?.digitalSignature ?? false) == (ours.extensions.keyUsage?.signsData ?? false)
        )
    }

    /// Without the octet that keeps a number from being negative.
    private func strip(_ bytes: [UInt8]) -> [UInt8] {
        bytes.count > 1 && bytes[0] == 0 ? Array(bytes.dropFirst()) : bytes
    }
}
