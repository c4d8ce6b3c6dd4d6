import EnclaveTesting
import Foundation
import Testing

/// What the program says, and how it ends.
struct ProgramTests {
    @Test func `Keys are listed with policies and uses, and signatures verify with openssl`()
        async throws
    {
        let folder = try SignerFolder()
        let made = try await folder.signer(
            "new-key",
            "k",
            "--allow",
            "message",
            "--uses",
            "3",
            "--uses-per-minute",
            "2"
        )
        #expect(made.status == 0)
        #expect(made.standardError.contains("signer: sealed by "))
        let file = try folder.write("file", "a document")
        let signature = "\(folder.path)/signature"
        let image = try await enclaveImage("SignerEnclave")
        let program = productsDirectory.appendingPathComponent("signer").path
        let script = "\"$0\" sign k \"$1\" --state \"$2\" --image \"$3\" > \"$4\""
        let signed = try await run(
            "/bin/sh",
            ["-c", script, program, file, folder.state, image, signature]
        )
        try #require(signed.status == 0, "\(signed.standardError)")
        let key = try folder.write("key.pem", try await folder.signed("public-key", "k") + "\n")
        let verified = try await run(
            "/usr/bin/env",
            ["openssl", "dgst", "-sha256", "-verify", key, "-signature", signature, file]
        )
        #expect(verified.standardOutput == "Verified OK\n")
        #expect(try await folder.signer("sign", "k", file).status == 0)
        let refused = try await folder.signer("sign", "k", file)
        #expect(refused.status == 1)
        #expect(refused.standardOutput == "")
        #expect(refused.standardError.contains("allows 2 uses in a minute: try again in "))
        let listed = try await folder.signed("list").split(separator: "\n")
        #expect(listed.count == 2)
        #expect(listed[0].hasPrefix("k  p256  SHA256:"))
        #expect(listed[0].hasSuffix("  message  2 of 3 uses  2 per minute"))
        #expect(listed[1] == "generation 4")
        let old = try await folder.signer("list", "--minimum-generation", "5")
        #expect(old.status == 1)
        #expect(old.standardError.contains("an old copy has been put in"))
    }

    @Test func `A key that cannot be read is named, and the others are listed`() async throws {
        let folder = try SignerFolder()
        for name in ["a", "b"] {
            _ = try await folder.signed("new-key", name, "--allow", "ssh")
        }
        let record = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder.state).first {
                $0.contains(".record.")
            }
        )
        try FileManager.default.removeItem(atPath: "\(folder.state)/\(record)")
        let output = try await folder.signer("list")
        #expect(output.status == 1)
        #expect(output.standardOutput.contains("the storage has lost a record"))
        #expect(output.standardOutput.contains("p256  SHA256:"))
    }

    @Test(arguments: [
        ["new-key", "k"], ["new-key", "k", "--allow", "jot"], ["sign", "k"],
        ["sign", "k", "f", "--digest", "00"], ["csr", "k", "--subject", "X=1"],
        ["new-key", "k", "--allow", "ssh", "--algorithm", "rsa"],
        ["new-key", "k", "--allow", "ssh", "--isolation", "none"],
    ])
    func `What it does not understand ends with status 64`(arguments: [String]) async throws {
        let program = productsDirectory.appendingPathComponent("signer").path
        let output = try await run(program, arguments)
        #expect(output.status == 64)
        #expect(output.standardOutput == "")
        #expect(output.standardError.contains("Usage: signer"))
    }

    @Test func `Where there are no keys, it says how to make one`() async throws {
        let folder = try SignerFolder()
        let output = try await folder.signer("list")
        #expect(output.status == 1)
        #expect(output.standardError.contains("make one with `signer new-key`"))
        #expect(!FileManager.default.fileExists(atPath: folder.state))
    }
}
