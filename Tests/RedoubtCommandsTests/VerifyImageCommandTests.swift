import EnclaveTesting
import RedoubtABI
import RedoubtImage
import Testing

@testable import RedoubtCommands

@Suite("redoubt verify-image")
struct VerifyImageCommandTests {
    private let author = SigningKey(.p256)
    private var signer: String { "\(author.signerKey.id)" }

    private func folder(
        debug: Bool = false,
        signedWith key: SigningKey? = nil
    ) throws -> CommandFolder {
        let folder = try CommandFolder()
        let image = try sampleImage {
            SampleIdentity.set(&$0)
            $0.allowsDebug = debug
        }
        try folder.write(try image.signed(with: key ?? author).encoded(), "Vault.enclave")
        try folder.write(Array(author.signerKey.pem.utf8), "author.pub.pem")
        return folder
    }

    /// The subjects of the lines, and whether they are refused.
    private func lines(_ output: ProgramOutput) -> [String: String] {
        var lines: [String: String] = [:]
        for line in output.standardOutput.split(separator: "\n") where line.count > 20 {
            let subject = line.prefix(20).reversed().drop { $0 == " " }.reversed()
            let rest = line.dropFirst(20)
            for word in ["ok", "REFUSED", "not checked"] where rest.hasPrefix(word + "  ") {
                lines[String(subject)] = word
            }
        }
        return lines
    }

    @Test func `An image that is all that is wanted is accepted, line by line`() async throws {
        let folder = try folder()
        let measurement = try sampleImage(SampleIdentity.set).declaredMeasurement
        let output = try await folder.redoubt(
            "verify-image",
            "Vault.enclave",
            "--signer",
            "author.pub.pem",
            "--product",
            "00112233-4455-6677-8899-AABBCCDDEEFF",
            "--family",
            SampleIdentity.familyText,
            "--min-svn",
            "7",
            "--measurement",
            "\(measurement)"
        )
        #expect(output.status == 0, "\(output.standardOutput)\(output.standardError)")
        #expect(
            lines(output) == [
                "structure": "ok", "signature": "ok", "measurement": "ok", "signer": "ok",
                "wanted measurement": "ok", "product": "ok", "family": "ok",
                "security version": "ok", "debug": "ok",
            ]
        )
        #expect(output.standardOutput.hasSuffix("Vault.enclave: accepted\n"))
    }

    @Test(
        arguments: [
            ("signer", ["--signer-id", String(repeating: "ab", count: 32)]),
            ("wanted measurement", ["--measurement", String(repeating: "cd", count: 32)]),
            ("product", ["--product", SampleIdentity.familyText]),
            ("family", ["--family", SampleIdentity.productText]),
            ("security version", ["--min-svn", "8"]),
        ]
    )
    func `Each condition that does not hold is refused by its name, and no other`(
        subject: String,
        condition: [String]
    ) async throws {
        let folder = try folder()
        let whose = subject == "signer" ? [] : ["--signer-id", signer]
        let output = try await folder.redoubt(
            ["verify-image", "Vault.enclave"] + whose + condition
        )
        #expect(output.status == 1)
        #expect(output.standardOutput.hasSuffix("Vault.enclave: REFUSED\n"))
        let refused = lines(output).filter { $0.value == "REFUSED" }
        #expect(Array(refused.keys) == [subject])
    }

    @Test func `All that is wrong is said at once`() async throws {
        let folder = try folder(debug: true)
        let output = try await folder.redoubt(
            "verify-image",
            "Vault.enclave",
            "--signer-id",
            String(repeating: "ab", count: 32),
            "--measurement",
            String(repeating: "cd", count: 32),
            "--product",
            SampleIdentity.familyText,
            "--family",
            SampleIdentity.productText,
            "--min-svn",
            "65535"
        )
        #expect(output.status == 1)
        #expect(
            lines(output) == [
                "structure": "ok", "signature": "ok", "measurement": "ok", "signer": "REFUSED",
                "wanted measurement": "REFUSED", "product": "REFUSED", "family": "REFUSED",
                "security version": "REFUSED", "debug": "REFUSED",
            ]
        )
    }

    @Test func `An image that allows debug is refused unless that is allowed`() async throws {
        let folder = try folder(debug: true)
        let arguments = ["verify-image", "Vault.enclave", "--signer-id", signer]
        let refused = try await folder.redoubt(arguments)
        #expect(refused.status == 1 && lines(refused)["debug"] == "REFUSED")
        let accepted = try await folder.redoubt(arguments + ["--allow-debug"])
        #expect(accepted.status == 0 && lines(accepted)["debug"] == "ok")
    }

    @Test func `The development key is refused unless it is allowed`() async throws {
        let folder = try folder(signedWith: .development)
        let measurement = "\(try sampleImage(SampleIdentity.set).declaredMeasurement)"
        for whose in [
            ["--measurement", measurement], ["--signer-id", "\(SignerID.development)"],
            ["--signer", "author.pub.pem"],
        ] {
            let output = try await folder.redoubt(["verify-image", "Vault.enclave"] + whose)
            #expect(output.status == 1 && lines(output)["signer"] == "REFUSED")
            #expect(output.standardOutput.contains("the development key, which everybody has"))
        }
        for whose in [[], ["--measurement", measurement]] {
            let output = try await folder.redoubt(
                ["verify-image", "Vault.enclave", "--allow-development"] + whose
            )
            #expect(output.status == 0, "\(output.standardOutput)")
            #expect(output.standardOutput.contains("DEVELOPMENT KEY"))
        }
        let other = try await folder.redoubt(
            "verify-image",
            "Vault.enclave",
            "--allow-development",
            "--measurement",
            String(repeating: "cd", count: 32)
        )
        #expect(other.status == 1 && lines(other)["wanted measurement"] == "REFUSED")
    }

    @Test func `An author's image is not one of the development key's`() async throws {
        let output = try await folder()
            .redoubt("verify-image", "Vault.enclave", "--allow-development")
        #expect(output.status == 1 && lines(output)["signer"] == "REFUSED")
        #expect(output.standardOutput.contains("give --signer-id \(signer)"))
    }

    @Test func `A refusal speaks of this command's options, and of no policy`() async throws {
        let folder = try folder(debug: true)
        let conditions = [
            "--signer-id", String(repeating: "ab", count: 32), "--measurement",
            String(repeating: "cd", count: 32), "--product", SampleIdentity.familyText,
            "--family", SampleIdentity.productText, "--min-svn", "65535",
        ]
        let output = try await folder.redoubt(["verify-image", "Vault.enclave"] + conditions)
        #expect(output.status == 1)
        for option in conditions where option.hasPrefix("--") && option != "--signer-id" {
            #expect(output.standardOutput.contains("\(option) asks for"), "\(option)")
        }
        #expect(output.standardOutput.contains("--signer-id asks for"))
        let development = try await self.folder(signedWith: .development)
            .redoubt(["verify-image", "Vault.enclave", "--measurement", conditions[3]])
        #expect(development.standardOutput.contains("--allow-development"))
        for text in [output.standardOutput, development.standardOutput] {
            #expect(!text.contains("policy") && !text.contains("launch it with"))
        }
    }

    @Test func `The measurement alone says which image it is, whoever signed it`() async throws {
        let measurement = "\(try sampleImage(SampleIdentity.set).declaredMeasurement)"
        let output = try await folder()
            .redoubt("verify-image", "Vault.enclave", "--measurement", measurement)
        #expect(output.status == 0, "\(output.standardOutput)")
        // Whoever signed the same pages again could declare what he likes.
        #expect(
            lines(output) == [
                "structure": "ok", "signature": "ok", "measurement": "ok",
                "signer": "not checked", "wanted measurement": "ok", "product": "not checked",
                "family": "not checked", "security version": "not checked", "debug": "ok",
            ]
        )
        #expect(output.standardOutput.hasSuffix("Vault.enclave: accepted\n"))
    }

    @Test func `What was not asked is not said to be checked`() async throws {
        let output = try await folder()
            .redoubt("verify-image", "Vault.enclave", "--signer-id", signer)
        #expect(output.status == 0)
        #expect(
            lines(output) == [
                "structure": "ok", "signature": "ok", "measurement": "ok", "signer": "ok",
                "wanted measurement": "not checked", "product": "not checked",
                "family": "not checked", "security version": "not checked", "debug": "ok",
            ]
        )
    }

    @Test(
        arguments: [
            ["--product", SampleIdentity.productText], ["--family", SampleIdentity.familyText],
            ["--min-svn", "7"],
        ],
        [["--measurement", String(repeating: "cd", count: 32)], ["--allow-development"]]
    )
    func `What anybody can declare is not asked for without a signer`(
        declared: [String],
        whose: [String]
    ) async throws {
        let output = try await folder()
            .redoubt(["verify-image", "Vault.enclave"] + whose + declared)
        #expect(output.status == 64)
        #expect(output.standardError.contains("\(declared[0]) needs --signer or --signer-id"))
        #expect(output.standardOutput.isEmpty)
    }

    @Test func `Without an author or a measurement it cannot tell, and says so`() async throws {
        let folder = try folder()
        for conditions in [[], ["--min-svn", "1"], ["--product", SampleIdentity.productText]] {
            let output = try await folder.redoubt(["verify-image", "Vault.enclave"] + conditions)
            #expect(output.status == 64)
            #expect(output.standardError.contains("cannot tell whose image it is"))
            #expect(output.standardError.contains("--signer author.pub.pem"))
            #expect(output.standardOutput.isEmpty)
        }
    }

    @Test(
        arguments: [
            ["--signer-id", "ab"], ["--signer-id", String(repeating: "g", count: 64)],
            ["--measurement", String(repeating: "a", count: 63)], ["--product", "00112233"],
            ["--product", "001122334455-6677-8899-aabb-ccddeeff"], ["--family", ""],
            ["--min-svn", "65536"], ["--min-svn", "-1"], ["--min-svn", "one"],
            ["--signer", "author.pub.pem", "--signer-id", String(repeating: "ab", count: 32)],
            ["--signer", "author.pub.pem", "--allow-development"],
        ]
    )
    func `Conditions that mean nothing are errors of usage`(conditions: [String]) async throws {
        let folder = try folder()
        let output = try await folder.redoubt(
            ["verify-image", "Vault.enclave"] + conditions
                + (conditions.contains("--allow-development") ? [] : ["--signer-id", signer])
        )
        #expect(output.status == 64)
        #expect(output.standardOutput.isEmpty)
    }

    @Test func `Without a signature that holds, what the header says counts for nothing`()
        async throws
    {
        let folder = try folder()
        let signed = try folder.bytes("Vault.enclave")
        var forged = signed
        forged[84] = 9  // the security version
        let unsigned = try sampleImage(SampleIdentity.set).encoded()
        for bytes in [forged, unsigned] {
            try folder.write(bytes, "Vault.enclave")
            let output = try await folder.redoubt(
                "verify-image",
                "Vault.enclave",
                "--signer-id",
                signer,
                "--min-svn",
                "8"
            )
            #expect(output.status == 1)
            #expect(
                lines(output) == [
                    "structure": "ok", "signature": "REFUSED", "measurement": "ok",
                    "signer": "not checked", "wanted measurement": "not checked",
                    "product": "not checked", "family": "not checked",
                    "security version": "not checked", "debug": "not checked",
                ]
            )
        }
    }

    @Test func `Changed pages are refused although the signature holds`() async throws {
        let folder = try folder()
        var bytes = try folder.bytes("Vault.enclave")
        bytes[4096 + 20] ^= 0x80
        try folder.write(bytes, "Vault.enclave")
        let output = try await folder.redoubt(
            "verify-image",
            "Vault.enclave",
            "--signer-id",
            signer
        )
        #expect(output.status == 1)
        #expect(lines(output)["signature"] == "ok" && lines(output)["measurement"] == "REFUSED")
    }

    @Test func `What is no image is refused at its structure`() async throws {
        let folder = try folder()
        let bytes = try folder.bytes("Vault.enclave")
        for damaged in [[], Array(bytes.dropLast()), bytes + [0], Array("text".utf8)] {
            try folder.write(damaged, "Vault.enclave")
            let output = try await folder.redoubt(
                "verify-image",
                "Vault.enclave",
                "--signer-id",
                signer
            )
            #expect(output.status == 1)
            #expect(lines(output) == ["structure": "REFUSED"])
            #expect(output.standardOutput.hasSuffix("Vault.enclave: REFUSED\n"))
        }
    }
}
