import EnclaveTesting
import Foundation
import RedoubtABI
import RedoubtImage
import Testing

/// Keys as `openssl` writes them, and files that are something else.
@Suite("Key files")
struct KeyFileTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Commands of openssl; the last one prints the file.
        let commands: [String]
        /// What the refusal says.
        var reason = ""

        init(_ name: String, _ commands: String..., refusedBecause reason: String = "") {
            testDescription = name
            self.commands = commands
            self.reason = reason
        }

        func file() async throws -> String {
            try await withScratchFolder { folder in
                var last = ""
                for command in commands {
                    let output = try await openssl(command, in: folder)
                    try #require(output.status == 0, "\(command): \(output.standardError)")
                    last = output.standardOutput
                }
                return last
            }
        }
    }

    private static func genpkey(_ algorithm: String) -> String {
        algorithm.hasPrefix("P-")
            ? "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:\(algorithm)"
            : "genpkey -algorithm \(algorithm)"
    }
    private static let notPrivate = "not a private key on P-256 or P-384"
    private static let notPublic = "not a public key on P-256 or P-384"

    static let readable = [
        Example("PKCS #8 on P-256", genpkey("P-256")),
        Example("PKCS #8 on P-384", genpkey("P-384")),
        Example("SEC 1 on P-256, with parameters", "ecparam -name prime256v1 -genkey"),
        Example("SEC 1 on P-384, with parameters", "ecparam -name secp384r1 -genkey"),
        Example("SEC 1 without parameters", "ecparam -name prime256v1 -genkey -noout"),
        Example(
            "with a line of text before it",
            "ecparam -name prime256v1 -genkey -out key",
            "pkey -in key -text_pub"
        ),
    ]

    @Test("Private keys are read, and have the public key that openssl says", arguments: readable)
    func read(_ example: Example) async throws {
        let file = try await example.file()
        let key = try SigningKey(pem: file)
        try await withScratchFolder { folder in
            try folder.write(file.utf8, as: "theirs")
            try folder.write(key.pem.utf8, as: "ours")
            let theirs = try await openssl("pkey -in theirs -pubout", in: folder)
            let ours = try await openssl("pkey -in ours -pubout", in: folder)
            #expect(theirs.standardOutput == key.signerKey.pem)
            #expect(ours.standardOutput == key.signerKey.pem)
            #expect(try SignerKey(pem: theirs.standardOutput).id == key.signerKey.id)
            try folder.write(key.signerKey.pem.utf8, as: "public")
            let again = try await openssl("pkey -pubin -in public -pubout", in: folder)
            #expect(again.standardOutput == key.signerKey.pem)
        }
        let windows = file.replacingOccurrences(of: "\n", with: "\r\n")
        #expect(try SigningKey(pem: windows).signerKey.id == key.signerKey.id)
    }

    static let refusedPrivate = [
        Example("RSA", genpkey("RSA"), refusedBecause: notPrivate),
        Example("Ed25519", genpkey("ED25519"), refusedBecause: notPrivate),
        Example("P-521", genpkey("P-521"), refusedBecause: notPrivate),
        Example(
            "another curve of 256 bits",
            "ecparam -name secp256k1 -genkey -noout",
            refusedBecause: notPrivate
        ),
        Example(
            "encrypted, PKCS #8",
            genpkey("P-256") + " -aes256 -pass pass:word",
            refusedBecause: "is encrypted: decrypt it"
        ),
        Example(
            "encrypted, SEC 1",
            "ecparam -name prime256v1 -genkey -noout -out key",
            "ec -in key -aes256 -passout pass:word",
            refusedBecause: "is encrypted: decrypt it"
        ),
        Example(
            "public",
            genpkey("P-256") + " -out key",
            "pkey -in key -pubout",
            refusedBecause: "this is a public key, and a private one is needed to sign"
        ),
        Example(
            "parameters alone",
            "ecparam -name prime256v1",
            refusedBecause: "there is no key in PEM"
        ),
    ]

    @Test("Files that are no private key are refused with what they are", arguments: refusedPrivate)
    func refuse(_ example: Example) async throws {
        let file = try await example.file()
        try expectRefused(because: example.reason) { () throws(ImageError) in
            _ = try SigningKey(pem: file)
        }
    }

    static let refusedPublic = [
        Example(
            "private",
            genpkey("P-384"),
            refusedBecause: "this is a private key, and a public one is needed"
        ),
        Example(
            "RSA",
            genpkey("RSA") + " -out key",
            "pkey -in key -pubout",
            refusedBecause: notPublic
        ),
        Example(
            "Ed25519",
            genpkey("ED25519") + " -out key",
            "pkey -in key -pubout",
            refusedBecause: notPublic
        ),
        Example(
            "P-521",
            genpkey("P-521") + " -out key",
            "pkey -in key -pubout",
            refusedBecause: notPublic
        ),
        Example(
            "a compressed point, whose id would be another",
            genpkey("P-256") + " -out key",
            "ec -in key -pubout -conv_form compressed",
            refusedBecause: "write it uncompressed"
        ),
        Example(
            "a compressed point on P-384",
            genpkey("P-384") + " -out key",
            "ec -in key -pubout -conv_form compressed",
            refusedBecause: "write it uncompressed"
        ),
    ]

    @Test("Files that are no public key are refused with what they are", arguments: refusedPublic)
    func refusePublic(_ example: Example) async throws {
        let file = try await example.file()
        try expectRefused(because: example.reason) { () throws(ImageError) in
            _ = try SignerKey(pem: file)
        }
    }

    private func expectRefused(
        because reason: String,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ read: () throws(ImageError) -> Void
    ) throws {
        let failure = try #require(
            throws: ImageError.self,
            sourceLocation: sourceLocation
        ) { try read() }
        guard case .key(let text) = failure, text.contains(reason) else {
            Issue.record("\(failure)", sourceLocation: sourceLocation)
            return
        }
    }

    private func expectBothRefused(
        _ file: String,
        because reason: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try expectRefused(because: reason, sourceLocation: sourceLocation) {
            () throws(ImageError) in _ = try SigningKey(pem: file)
        }
        try expectRefused(because: reason, sourceLocation: sourceLocation) {
            () throws(ImageError) in _ = try SignerKey(pem: file)
        }
    }

    @Test func `Files without a key, with two and with too much are refused`() throws {
        let key = SigningKey(.p256)
        for file in [
            "", "\n", "-----BEGIN PRIVATE KEY-----", "-----BEGIN -----\n-----END -----",
            "-----END PRIVATE KEY-----\n" + key.pem.dropFirst(),
            String(key.pem.dropLast(3)),
            "\0\u{FFFD}" + String(repeating: "-----BEGIN ", count: 1000),
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        ] {
            try expectBothRefused(file, because: "there is no key in PEM")
        }
        try expectBothRefused(
            key.pem + SigningKey(.p256).pem,
            because: "there are 2 keys in it: leave one"
        )
        try expectBothRefused(
            key.pem + key.signerKey.pem,
            because: "there are 2 keys in it: leave one"
        )
        let padding = String(repeating: "\n", count: (64 << 10) - key.pem.utf8.count)
        #expect(try SigningKey(pem: key.pem + padding).signerKey.id == key.signerKey.id)
        try expectBothRefused(key.pem + padding + "\n", because: "larger than 65536 bytes")
    }

    @Test func `Damaged keys are refused or read as other keys`() throws {
        for key in [SigningKey(.p256), SigningKey(.p384)] {
            let file = Array(key.pem.utf8)
            var refused = 0
            var others = 0
            for offset in file.indices {
                var damaged = file
                damaged[offset] = damaged[offset] == UInt8(ascii: "A") ? 0x42 : 0x41
                let text = String(decoding: damaged, as: UTF8.self)
                do {
                    let other = try SigningKey(pem: text)
                    #expect(try SigningKey(pem: other.pem).signerKey.id == other.signerKey.id)
                    others += other.signerKey.id == key.signerKey.id ? 0 : 1
                } catch ImageError.key {
                    refused += 1
                }
            }
            #expect(refused > 60)
            // The scalar has 256 or 384 bits, 6 for each letter. The public key beside it is not looked at.
            #expect(others >= 40)
        }
    }
}
