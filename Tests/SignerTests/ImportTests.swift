import Crypto
import DeliveryFixtureInterface
import EnclaveTesting
import Foundation
import RedoubtDelivery
import RedoubtHost
import SignerInterface
import Testing

/// Keys that come from outside, encrypted.
struct ImportTests {
    private static let nonce = [UInt8](repeating: 0xab, count: 8)

    @Test(arguments: [("p256", "EC", "ec_paramgen_curve:P-256"), ("ed25519", "ED25519", nil)])
    func
        `A key of openssl's signs inside, as openssl expects, once its owner has seen the evidence`(
            algorithm: String,
            name: String,
            option: String?
        ) async throws
    {
        let owner = try await KeyOwner()
        let made = try await run(
            "/usr/bin/env",
            ["openssl", "genpkey", "-algorithm", name, "-out", owner.key]
                + (option.map { ["-pkeyopt", $0] } ?? [])
        )
        try #require(made.status == 0)
        let folder = owner.folder
        async let importing = folder.signer(
            "import",
            owner.wrapped,
            "--offer",
            owner.offer,
            "--nonce",
            "abababababababab",
            "--wait",
            "120"
        )
        let policy = ["k", "--algorithm", algorithm, "--allow", "message", "--uses", "5"]
        if await owner.hasOffer() {
            let refused = try await owner.wrap(policy, ["--nonce": "abababababababac"])
            #expect(refused.status == 1)
            #expect(refused.standardError.contains("[binding]"))
            let wrap = try await owner.wrap(policy, ["--nonce": "abababababababab"])
            #expect(wrap.status == 0, "\(wrap.standardError)")
            #expect(wrap.standardError.contains("wrapped for the enclave "))
        }
        let imported = try await importing
        try #require(imported.status == 0, "\(imported.standardError)")
        #expect(imported.standardOutput.hasSuffix("0 of 5 uses  imported\n"))
        #expect(!FileManager.default.fileExists(atPath: owner.offer))
        // What was wrapped is of no use any more.
        let again = try await folder.signer("import", owner.wrapped, "--offer", owner.offer)
        #expect(again.status == 1)
        #expect(again.standardError.contains("is there already"))
        let expected = try await run(
            "/usr/bin/env",
            ["openssl", "pkey", "-in", owner.key, "-pubout"]
        )
        #expect(try await folder.signed("public-key", "k") + "\n" == expected.standardOutput)
    }

    @Test func `An import ends when nobody wraps a key in time, or what comes is none`()
        async throws
    {
        let owner = try await KeyOwner()
        let late = try await owner.folder.signer(
            "import",
            owner.wrapped,
            "--offer",
            owner.offer,
            "--wait",
            "0"
        )
        #expect(late.status == 1)
        #expect(late.standardError.contains("was not there within 0 seconds"))
        #expect(!FileManager.default.fileExists(atPath: owner.offer))
        async let importing = owner.folder.signer(
            "import",
            owner.wrapped,
            "--offer",
            owner.offer,
            "--wait",
            "120"
        )
        _ = await owner.hasOffer()
        _ = try owner.folder.write("wrapped", "no key at all")
        let refused = try await importing
        #expect(refused.status == 1)
        #expect(refused.standardError.contains("this is no envelope"))
    }

    @Test(arguments: testedIsolation)
    func `The owner wraps for the enclave and the platform that it means, and for no other`(
        level: IsolationLevel
    ) async throws {
        let owner = try await KeyOwner()
        try Data([UInt8](repeating: 7, count: 32)).write(to: URL(fileURLWithPath: owner.key))
        let policy = ["k", "--allow", "message"]
        let measurement = try await owner.folder.withEnclave(level) { enclave, signer in
            let offered = try await signer.offerImport(nonce: Self.nonce)
            try owner.writeOffer(try await enclave.attestedOffer(offered))
            let measurement = "\(enclave.identity.measurement)"
            let own = ["--measurement": measurement]
            for (changes, allowsDevelopment, reason) in [
                (own, false, "[development]"),
                (["--measurement": String(repeating: "5a", count: 32)], true, "[measurement]"),
                (["--signer": String(repeating: "5a", count: 32)], true, "[signer]"),
                (["--minimum-svn": "2"], true, "[security-version]"),
                (["--nonce": "5a5a5a5a5a5a5a5a"], true, "[binding]"),
            ] {
                let refused = try await owner.wrap(
                    policy,
                    changes,
                    allowsDevelopment: allowsDevelopment
                )
                #expect(refused.status == 1)
                #expect(refused.standardError.contains(reason), "\(refused.standardError)")
            }
            // The enclave's own word is not enough.
            try owner.writeOffer(offered)
            let unattested = try await owner.wrap(policy, own)
            #expect(unattested.status == 1)
            #expect(unattested.standardError.contains("[unsupported]"))
            #expect(!FileManager.default.fileExists(atPath: owner.wrapped))
            try owner.writeOffer(try await enclave.attestedOffer(offered))
            let wrap = try await owner.wrap(policy, own)
            #expect(wrap.status == 0, "\(wrap.standardError)")
            #expect(try await signer.importKey(owner.readWrapped()).isImported)
            return measurement
        }
        try FileManager.default.removeItem(atPath: owner.wrapped)

        // The same image on a platform with other root secrets.
        let root = "\(owner.folder.path)/root"
        try await owner.folder.withEnclave(
            level,
            clock: nil,
            stateName: "elsewhere",
            developmentFolder: root
        ) { enclave, signer in
            try owner.writeOffer(
                try await enclave.attestedOffer(try await signer.offerImport(nonce: []))
            )
        }
        let elsewhere = try await owner.wrap(policy, ["--measurement": measurement])
        #expect(elsewhere.status == 1)
        #expect(elsewhere.standardError.contains("[evidence-signature]"))

        // Another enclave on this platform, which says that it wants such keys; it has the same signer.
        var options = LaunchOptions()
        options.isolation = .exactly(level)
        options.platform = .development
        options.log = { _ in }
        try await Enclave.withLaunched(
            try await enclaveImage("DeliveryFixtureEnclave"),
            policy: .development,
            options: options
        ) { enclave in
            let offered = try await DeliveryFixtureClient(enclave)
                .makeKey(KeyToImport.purpose, Self.nonce)
            try owner.writeOffer(try await enclave.attestedOffer(offered))
        }
        let other = try await owner.wrap(policy, ["--measurement": measurement])
        #expect(other.status == 1)
        #expect(other.standardError.contains("[measurement]"))
        let otherProduct = try await owner.wrap(
            policy,
            ["--product": "5b0c7f1e-94d2-4c1b-8e57-2d6a3f90b841"]
        )
        #expect(otherProduct.status == 1)
        #expect(otherProduct.standardError.contains("[product]"))
        #expect(!FileManager.default.fileExists(atPath: owner.wrapped))
    }

    @Test(arguments: testedIsolation)
    func `A wrapped key with a byte changed anywhere is refused, and a right one is taken once`(
        level: IsolationLevel
    ) async throws {
        let folder = try SignerFolder()
        let key = Crypto.Curve25519.Signing.PrivateKey()
        func wrap(_ offer: [UInt8], _ bytes: [UInt8]? = nil) throws -> [UInt8] {
            let request = KeyRequest("k", .ed25519, .message).encoded
            return try Envelopes.seal(
                bytes
                    ?? KeyToImport(
                        request: request,
                        privateKey: [UInt8](key.rawRepresentation)
                    ).encoded,
                to: DeliveryOffer(bytes: offer).publicKey,
                purpose: KeyToImport.purpose
            )
        }
        let late = try await folder.withSigner(level) { signer async throws in
            #expect(
                try await refusal { _ = try await signer.importKey([1]) } == .noImportOffer
            )
            #expect(
                try await refusal { _ = try await signer.offerImport(nonce: [1]) }
                    == .delivery(.nonceLength(1))
            )
            let offer = try await signer.offerImport(nonce: [])
            let whole = try wrap(offer)
            for index in whole.indices {
                var changed = whole
                changed[index] ^= 0x10
                for wrong in [changed, Array(whole[..<index])] {
                    guard
                        case .delivery = try await refusal({
                            _ = try await signer.importKey(wrong)
                        })
                    else {
                        Issue.record("byte \(index) can be changed, or cut off")
                        continue
                    }
                }
            }
            let nothing = try wrap(offer, [1, 2, 3])
            #expect(
                try await refusal { _ = try await signer.importKey(nothing) }
                    == .malformedWrappedKey
            )
            let imported = try await signer.importKey(whole)
            #expect(imported.isImported)
            #expect(imported.publicKey == [UInt8](key.publicKey.rawRepresentation))
            // A host that removes the key does not get it back, with its uses at zero.
            try await signer.removeKey("k")
            #expect(
                try await refusal { _ = try await signer.importKey(whole) }
                    == .delivery(.replayed)
            )
            return try wrap(offer)
        }
        try await folder.withSigner(level) { signer async throws in
            _ = try await signer.offerImport(nonce: [])
            #expect(
                try await refusal { _ = try await signer.importKey(late) }
                    == .delivery(.otherKey)
            )
        }
    }
}
