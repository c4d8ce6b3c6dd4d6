import EnclaveTesting
import Foundation
import RedoubtHost
import SignerInterface
import Testing

/// Certification requests, and a certificate of one.
struct CertificateTests {
    private func openssl(_ arguments: String...) async throws -> ProgramOutput {
        try await run("/usr/bin/env", ["openssl"] + arguments)
    }

    @Test(arguments: ["p256", "ed25519"])
    func `openssl takes a request, issues a certificate from it, and verifies that`(
        algorithm: String
    ) async throws {
        let folder = try SignerFolder()
        _ = try await folder.signed("new-key", "k", "--algorithm", algorithm, "--allow", "csr")
        let pem = try await folder.signed(
            "csr",
            "k",
            "--subject",
            "CN=signer.example",
            "O=Exämple = Sons",
            "C=DE",
            "--dns",
            "signer.example",
            "*.signer.example"
        )
        let request = try folder.write("request.pem", pem + "\n")
        let shown = try await openssl("req", "-in", request, "-verify", "-noout", "-text")
        #expect(shown.status == 0)
        #expect(shown.standardError.contains("verify OK"))
        #expect(shown.standardOutput.contains("DNS:signer.example, DNS:*.signer.example"))
        let certificate = "\(folder.path)/certificate.pem"
        let authority = "\(folder.path)/authority.pem"
        let authorityKey = "\(folder.path)/authority.key"
        let made = try await openssl(
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-subj",
            "/CN=Authority",
            "-days",
            "2",
            "-keyout",
            authorityKey,
            "-out",
            authority
        )
        try #require(made.status == 0, "\(made.standardError)")
        let issued = try await openssl(
            "x509",
            "-req",
            "-in",
            request,
            "-CA",
            authority,
            "-CAkey",
            authorityKey,
            "-CAcreateserial",
            "-days",
            "1",
            "-copy_extensions",
            "copy",
            "-out",
            certificate
        )
        try #require(issued.status == 0, "\(issued.standardError)")
        let verified = try await openssl(
            "verify",
            "-CAfile",
            authority,
            "-verify_hostname",
            "a.signer.example",
            certificate
        )
        #expect(verified.status == 0, "\(verified.standardError)")
        let other = try await openssl(
            "verify",
            "-CAfile",
            authority,
            "-verify_hostname",
            "other.example",
            certificate
        )
        #expect(other.status != 0)
        let subject = try await openssl(
            "x509",
            "-in",
            certificate,
            "-noout",
            "-subject",
            "-nameopt",
            "RFC2253,utf8,-esc_msb"
        )
        #expect(subject.standardOutput == "subject=C=DE,O=Exämple = Sons,CN=signer.example\n")
    }

    @Test(arguments: testedIsolation)
    func `A subject that cannot be written is refused with its place`(
        level: IsolationLevel
    ) async throws {
        let long = String(repeating: "a", count: 201)
        let name = SubjectAttribute(.commonName, "a")
        let cases: [([SubjectAttribute], [String], Int)] = [
            ([SubjectAttribute(.commonName, "")], [], 1),
            ([name, SubjectAttribute(.organization, long)], [], 2),
            ([SubjectAttribute(.locality, "a\nb")], [], 1),
            ([SubjectAttribute(.country, "de")], [], 1),
            ([SubjectAttribute(.country, "DEU")], [], 1),
            ([name], ["a", "ä.example"], 3),
            ([name], [""], 2),
            ([name], ["a,b"], 2),
            (Array(repeating: name, count: 33), [], 33),
        ]
        try await SignerFolder().withSigner(level) { signer async throws in
            _ = try await signer.makeKey(KeyRequest("k", .p256, .certificateRequest))
            for (subject, names, part) in cases {
                let refused = try await refusal {
                    _ = try await signer.certificateRequest("k", subject: subject, dnsNames: names)
                }
                #expect(refused == .invalidSubject(part: part))
            }
            let most = try await signer.certificateRequest(
                "k",
                subject: Array(
                    repeating: SubjectAttribute(.organization, String(long.dropLast())),
                    count: 32
                ),
                dnsNames: Array(repeating: String(long.dropLast()), count: 32)
            )
            let folder = try SignerFolder()
            let file = "\(folder.path)/request"
            try Data(most).write(to: URL(fileURLWithPath: file))
            let shown = try await openssl(
                "req",
                "-inform",
                "DER",
                "-in",
                file,
                "-verify",
                "-noout"
            )
            #expect(shown.status == 0, "\(shown.standardError)")
        }
    }
}
