import EnclaveTesting
import Foundation
import RedoubtABI
import RedoubtImage
import Testing

@testable import RedoubtCommands

@Suite("redoubt sign")
struct SignCommandTests {
    /// A folder with `Vault.unsigned`, and with a key pair in `author.pem`.
    private func folder(curve: String = "p256") async throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(sampleImage().encoded(), "Vault.unsigned")
        let made = try await folder.redoubt("key", "new", "author.pem", "--curve", curve)
        try #require(made.status == 0, "\(made.standardError)")
        return folder
    }

    private func signer(_ file: String, in folder: CommandFolder) throws -> SignerID {
        try VerifiedImage(EnclaveImage(folder.bytes(file))).signer
    }

    private func author(in folder: CommandFolder) throws -> SignerID {
        try SignerKey(pem: folder.text("author.pub.pem")).id
    }

    @Test(arguments: ["p256", "p384"])
    func `Signed at once, the image is the author's, and else as it was`(curve: String) async throws
    {
        let folder = try await folder(curve: curve)
        let signed = try await folder.redoubt("sign", "Vault.unsigned", "--key", "author.pem")
        #expect(signed.status == 0, "\(signed.standardError)")
        #expect(try signer("Vault.enclave", in: folder) == author(in: folder))
        #expect(signed.standardError.contains("\(try author(in: folder))"))
        let (before, after) = (
            try folder.bytes("Vault.unsigned"), try folder.bytes("Vault.enclave")
        )
        #expect(before[..<3072] == after[..<3072] && before[4096...] == after[4096...])
        #expect(before[3072..<4096] != after[3072..<4096])
    }

    @Test(arguments: [("p256", "-sha256"), ("p384", "-sha384")])
    func `Signed in two steps by openssl, the image is the author's`(
        curve: String,
        hash: String
    ) async throws {
        let folder = try await folder(curve: curve)
        let digest = try await folder.redoubt("sign", "Vault.unsigned", "--digest", "tbs.bin")
        #expect(digest.status == 0, "\(digest.standardError)")
        #expect(digest.standardOutput.contains("openssl dgst \(hash) -sign"))
        #expect(try folder.bytes("tbs.bin") == sampleImage().signedHeader)
        #expect(!folder.exists("Vault.enclave"))
        let made = try await folder.openssl(
            "dgst",
            hash,
            "-sign",
            "author.pem",
            "-out",
            "sig.der",
            "tbs.bin"
        )
        #expect(made.status == 0, "\(made.standardError)")
        let checked = try await folder.openssl(
            "dgst",
            hash,
            "-verify",
            "author.pub.pem",
            "-signature",
            "sig.der",
            "tbs.bin"
        )
        #expect(checked.status == 0 && checked.standardOutput.contains("Verified OK"))
        let signed = try await folder.redoubt(
            "sign",
            "Vault.unsigned",
            "--signature",
            "sig.der",
            "--public-key",
            "author.pub.pem",
            "--output",
            "Out.enclave"
        )
        #expect(signed.status == 0, "\(signed.standardError)")
        #expect(try signer("Out.enclave", in: folder) == author(in: folder))
        #expect(!folder.exists("Vault.enclave"))
    }

    @Test func `A signature of another key, image or kind is refused, and no image written`()
        async throws
    {
        let folder = try await folder()
        _ = try await folder.redoubt("key", "new", "other.pem")
        _ = try await folder.redoubt("key", "new", "other384.pem", "--curve", "p384")
        _ = try await folder.redoubt("sign", "Vault.unsigned", "--digest", "tbs.bin")
        try folder.write(sampleImage { $0.heapBytes = 1 << 20 }.signedHeader, "other.bin")
        for (key, hash, message) in [
            ("other.pem", "-sha256", "tbs.bin"), ("author.pem", "-sha256", "other.bin"),
            ("author.pem", "-sha384", "tbs.bin"), ("other384.pem", "-sha384", "tbs.bin"),
        ] {
            let made = try await folder.openssl(
                "dgst",
                hash,
                "-sign",
                key,
                "-out",
                "sig.der",
                message
            )
            #expect(made.status == 0)
            let signed = try await folder.redoubt(
                "sign",
                "Vault.unsigned",
                "--signature",
                "sig.der",
                "--public-key",
                "author.pub.pem"
            )
            #expect(signed.status == 1)
            #expect(signed.standardError.contains("sig.der: "))
            #expect(signed.standardError.contains("--digest"))
        }
        try folder.write([1, 2, 3], "sig.der")
        let signed = try await folder.redoubt(
            "sign",
            "Vault.unsigned",
            "--signature",
            "sig.der",
            "--public-key",
            "author.pub.pem"
        )
        #expect(signed.status == 1 && signed.standardError.contains("in DER"))
        #expect(!folder.exists("Vault.enclave"))
    }

    @Test func `A signature that was there is replaced`() async throws {
        let folder = try await folder()
        try folder.write(sampleImage().signed(with: .development).encoded(), "Vault.enclave")
        let signed = try await folder.redoubt("sign", "Vault.enclave", "--key", "author.pem")
        #expect(signed.status == 0, "\(signed.standardError)")
        #expect(try signer("Vault.enclave", in: folder) == author(in: folder))
    }

    @Test func `Who signs, vouches for the pages: a damaged image is not signed`() async throws {
        let folder = try await folder()
        var bytes = try sampleImage().encoded()
        bytes[4096] ^= 1
        try folder.write(bytes, "Vault.unsigned")
        for arguments in [["--key", "author.pem"], ["--digest", "tbs.bin"]] {
            let signed = try await folder.redoubt(["sign", "Vault.unsigned"] + arguments)
            #expect(signed.status == 1)
            #expect(signed.standardError.contains("Vault.unsigned: measurement check"))
        }
        #expect(!folder.exists("Vault.enclave") && !folder.exists("tbs.bin"))
    }

    @Test func `A public key cannot sign, and a private one cannot check`() async throws {
        let folder = try await folder()
        let signed = try await folder.redoubt("sign", "Vault.unsigned", "--key", "author.pub.pem")
        #expect(signed.status == 1 && signed.standardError.contains("a private one is needed"))
        try folder.write([1], "sig.der")
        let added = try await folder.redoubt(
            "sign",
            "Vault.unsigned",
            "--signature",
            "sig.der",
            "--public-key",
            "author.pem"
        )
        #expect(added.status == 1 && added.standardError.contains("a public one is needed"))
    }

    @Test(
        arguments: [
            [], ["--key", "author.pem", "--digest", "tbs.bin"], ["--signature", "sig.der"],
            ["--public-key", "author.pub.pem"], ["--digest", "tbs.bin", "--output", "x"],
            ["--key", "author.pem", "--public-key", "author.pub.pem"],
        ]
    )
    func `What does not go together is an error of usage`(arguments: [String]) async throws {
        let folder = try CommandFolder()
        let signed = try await folder.redoubt(["sign", "Vault.unsigned"] + arguments)
        #expect(signed.status == 64)
        #expect(signed.standardError.contains("Usage: redoubt sign"))
    }

    @Test func `The signed image is named after the unsigned one`() {
        #expect(SignCommand.signedName(of: "a/Vault.unsigned") == "a/Vault.enclave")
        #expect(SignCommand.signedName(of: "Vault.enclave") == "Vault.enclave")
        #expect(SignCommand.signedName(of: "image") == "image.enclave")
    }
}
