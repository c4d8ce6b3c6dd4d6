import Crypto
import EnclaveTesting
import Foundation
import RedoubtHost
import SignerInterface
import Testing

/// Keys that come from outside, encrypted.
struct ImportTests {
    @Test(arguments: [("p256", "EC", "ec_paramgen_curve:P-256"), ("ed25519", "ED25519", nil)])
    func `A key of openssl's signs inside, as openssl expects`(
        algorithm: String,
        name: String,
        option: String?
    ) async throws {
        let folder = try SignerFolder()
        let file = "\(folder.path)/key.pem"
        let made = try await run(
            "/usr/bin/env",
            ["openssl", "genpkey", "-algorithm", name, "-out", file]
                + (option.map { ["-pkeyopt", $0] } ?? [])
        )
        try #require(made.status == 0)
        let wrappingKey = try await folder.signed("wrapping-key")
        #expect(try await folder.signed("wrapping-key") == wrappingKey)
        let wrapped = "\(folder.path)/wrapped"
        let program = productsDirectory.appendingPathComponent("signer").path
        let wrap = try await run(
            program,
            [
                "wrap", "k", "--algorithm", algorithm, "--allow", "message", "--uses", "5", "--to",
                wrappingKey, "--key", file, "--output", wrapped,
            ]
        )
        try #require(wrap.status == 0, "\(wrap.standardError)")
        #expect(try await folder.signed("import", wrapped).hasSuffix("0 of 5 uses  imported"))
        let again = try await folder.signer("import", wrapped)
        #expect(again.status == 1)
        #expect(again.standardError.contains("a key of this name already"))
        let expected = try await run("/usr/bin/env", ["openssl", "pkey", "-in", file, "-pubout"])
        #expect(try await folder.signed("public-key", "k") + "\n" == expected.standardOutput)
    }

    @Test(arguments: testedIsolation)
    func `A wrapped key with a byte changed anywhere is refused`(
        level: IsolationLevel
    ) async throws {
        try await SignerFolder().withSigner(level) { signer async throws in
            let request = KeyRequest("k", .ed25519, .message).encoded
            let recipient = try Curve25519.KeyAgreement.PublicKey(
                rawRepresentation: try await signer.wrappingKey()
            )
            var sender = try HPKE.Sender(
                recipientKey: recipient,
                ciphersuite: .Curve25519_SHA256_ChachaPoly,
                info: Data(WrappedKey.info)
            )
            let key = Curve25519.Signing.PrivateKey()
            let sealed = try sender.seal(key.rawRepresentation, authenticating: request)
            let whole = WrappedKey(
                request: request,
                encapsulatedKey: [UInt8](sender.encapsulatedKey),
                ciphertext: [UInt8](sealed)
            ).encoded
            for index in whole.indices {
                var changed = whole
                changed[index] ^= 0x10
                let refused = try await refusal { _ = try await signer.importKey(changed) }
                #expect(refused == .malformedWrappedKey || refused == .wrappedKeyRefused)
                let short = try await refusal {
                    _ = try await signer.importKey(Array(whole[..<index]))
                }
                #expect(short == .malformedWrappedKey)
            }
            let imported = try await signer.importKey(whole)
            #expect(imported.isImported)
            #expect(imported.publicKey == [UInt8](key.publicKey.rawRepresentation))
        }
    }
}
