import EnclaveTesting
import Foundation
import RedoubtImage
import Testing

@testable import RedoubtCommands

@Suite("redoubt key")
struct KeyCommandTests {
    @Test(arguments: [("p256", "256 bit"), ("p384", "384 bit")])
    func `A new pair is one that openssl reads, and only its owner may read the private half`(
        curve: String,
        size: String
    ) async throws {
        let folder = try CommandFolder()
        let made = try await folder.redoubt("key", "new", "author.pem", "--curve", curve)
        #expect(made.status == 0, "\(made.standardError)")
        #expect(try folder.mode("author.pem") == 0o600)
        #expect(try folder.mode("author.pub.pem") == 0o644)
        let pem = try folder.text("author.pem")
        #expect(pem.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
        let read = try await folder.openssl("pkey", "-in", "author.pem", "-noout", "-text")
        #expect(read.status == 0 && read.standardOutput.contains(size))
        let derived = try await folder.openssl("pkey", "-in", "author.pem", "-pubout")
        #expect(derived.standardOutput == (try folder.text("author.pub.pem")))
    }

    @Test func `The signer is the hash of the public key, whichever half is shown`() async throws {
        let folder = try CommandFolder()
        let made = try await folder.redoubt("key", "new", "author.pem")
        let der = try await folder.openssl(
            "pkey",
            "-pubin",
            "-in",
            "author.pub.pem",
            "-outform",
            "DER",
            "-out",
            "spki.der"
        )
        #expect(der.status == 0)
        let hash = try await folder.openssl("dgst", "-sha256", "-r", "spki.der")
        let signer = try #require(hash.standardOutput.split(separator: " ").first)
        #expect(signer.count == 64)
        for file in ["author.pem", "author.pub.pem"] {
            let shown = try await folder.redoubt("key", "show", file)
            #expect(shown.status == 0, "\(shown.standardError)")
            #expect(shown.standardOutput.contains(signer))
            #expect(shown.standardOutput.contains("ECDSA P-256 with SHA-256"))
            #expect(shown.standardError.isEmpty)
        }
        #expect(made.standardOutput.contains(signer))
    }

    @Test func `A private key is never printed`() async throws {
        let folder = try CommandFolder()
        let made = try await folder.redoubt("key", "new", "author.pem")
        let shown = try await folder.redoubt("key", "show", "author.pem")
        let secret = try folder.text("author.pem").split(separator: "\n")
            .filter { !$0.hasPrefix("-----") }
        #expect(!secret.isEmpty)
        for output in [made, shown] {
            for line in secret {
                #expect(!(output.standardOutput + output.standardError).contains(line))
            }
        }
    }

    @Test(arguments: ["author.pem", "author.pub.pem"])
    func `Nothing is overwritten, and no half of a pair is left`(taken: String) async throws {
        let folder = try CommandFolder()
        try folder.write(Array("mine".utf8), taken)
        let made = try await folder.redoubt("key", "new", "author.pem")
        #expect(made.status == 1)
        #expect(made.standardError.contains("\(taken): it exists"))
        #expect(try folder.text(taken) == "mine")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [taken])
    }

    @Test func `A key that others can read is used with a warning`() async throws {
        let folder = try CommandFolder()
        _ = try await folder.redoubt("key", "new", "author.pem")
        for (mode, warns) in [(0o600, false), (0o400, false), (0o640, true), (0o604, true)] {
            try FileManager.default.setAttributes(
                [.posixPermissions: mode],
                ofItemAtPath: folder.path("author.pem")
            )
            let shown = try await folder.redoubt("key", "show", "author.pem")
            #expect(shown.status == 0)
            #expect(shown.standardError.contains("chmod 600 author.pem") == warns)
        }
    }

    @Test func `The development key is called by its name`() async throws {
        let folder = try CommandFolder()
        try folder.write(Array(SigningKey.development.signerKey.pem.utf8), "dev.pem")
        let shown = try await folder.redoubt("key", "show", "dev.pem")
        #expect(shown.standardOutput.contains("DEVELOPMENT KEY"))
    }

    @Test(arguments: ["p521", "P256", ""])
    func `An unknown curve is an error of usage`(curve: String) async throws {
        let folder = try CommandFolder()
        let made = try await folder.redoubt("key", "new", "author.pem", "--curve", curve)
        #expect(made.status == 64)
        #expect(made.standardError.contains("p256"))
        #expect(!folder.exists("author.pem"))
    }

    @Test func `What is no key is refused by name, and the text of the file stays secret`()
        async throws
    {
        let folder = try CommandFolder()
        let texts = [
            "", "hunter2", "-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----\n",
            "-----BEGIN PUBLIC KEY-----\nhunter2\n-----END PUBLIC KEY-----\n",
            String(repeating: "hunter2\n", count: 10_000),
        ]
        for text in texts {
            try folder.write(Array(text.utf8), "no.pem")
            let shown = try await folder.redoubt("key", "show", "no.pem")
            #expect(shown.status == 1)
            #expect(shown.standardError.contains("no.pem: "))
            #expect(!shown.standardError.contains("hunter2"))
        }
        try folder.write([0xFF, 0xFE, 0], "no.pem")
        let shown = try await folder.redoubt("key", "show", "no.pem")
        #expect(shown.status == 1 && shown.standardError.contains("not text"))
    }

    @Test(arguments: ["prime256v1", "secp384r1"])
    func `A compressed public key is called so, with what to do`(curve: String) async throws {
        let folder = try CommandFolder()
        let made = try await folder.openssl(
            "ecparam",
            "-name",
            curve,
            "-genkey",
            "-noout",
            "-out",
            "key.pem"
        )
        try #require(made.status == 0)
        for form in ["compressed", "uncompressed"] {
            let written = try await folder.openssl(
                "ec",
                "-in",
                "key.pem",
                "-pubout",
                "-conv_form",
                form,
                "-out",
                "\(form).pem"
            )
            try #require(written.status == 0)
        }
        let refused = try await folder.redoubt("key", "show", "compressed.pem")
        #expect(refused.status == 1)
        #expect(refused.standardError.contains("openssl ec -pubin -conv_form uncompressed"))
        let shown = try await folder.redoubt("key", "show", "uncompressed.pem")
        #expect(shown.status == 0, "\(shown.standardError)")
    }

    @Test func `The public key's file is named after the private key's`() {
        #expect(KeyNewCommand.publicFile(of: "author.pem") == "author.pub.pem")
        #expect(KeyNewCommand.publicFile(of: "keys/author") == "keys/author.pub.pem")
    }
}
