import Crypto
import CryptoFixtureInterface
import EnclaveTesting
import Foundation
import RedoubtCrypto
import RedoubtHost
import SeededTesting
import Testing

@Suite("Enclaves and swift-crypto understand each other")
struct InteroperationTests {
    @Test(
        "What an enclave signs, swift-crypto accepts, and the reverse",
        arguments: testedIsolation
    )
    func signatures(_ level: IsolationLevel) async throws {
        let message: [UInt8] = Array("a document".utf8)
        try await withCryptoFixture(level) { client async throws in
            for isDER in [true, false] {
                var scheme = SignatureScheme(curve: .p256, hash: .sha256, isDER: isDER)
                let first = try await client.sign(scheme, [], message)
                let key = try Crypto.P256.Signing.PublicKey(x963Representation: first.publicKey)
                let signature =
                    isDER
                    ? try Crypto.P256.Signing.ECDSASignature(derRepresentation: first.signature)
                    : try Crypto.P256.Signing.ECDSASignature(rawRepresentation: first.signature)
                #expect(key.isValidSignature(signature, for: message))
                #expect(!key.isValidSignature(signature, for: message + [0]))

                scheme = SignatureScheme(curve: .p384, hash: .sha384, isDER: isDER)
                let theirs = Crypto.P384.Signing.PrivateKey()
                let made = try theirs.signature(for: message)
                let signed = SignedMessage(
                    publicKey: Array(theirs.publicKey.x963Representation),
                    message: message,
                    signature: Array(isDER ? made.derRepresentation : made.rawRepresentation)
                )
                #expect(try await client.verify(scheme, signed))
                let own = try await client.sign(scheme, Array(theirs.rawRepresentation), message)
                #expect(own.publicKey == signed.publicKey)
                #expect(try await client.verify(scheme, own))
            }
            let scheme = SignatureScheme(curve: .curve25519, hash: .sha512, isDER: false)
            let signed = try await client.sign(scheme, [], message)
            let key = try Crypto.Curve25519.Signing.PublicKey(rawRepresentation: signed.publicKey)
            #expect(key.isValidSignature(signed.signature, for: message))
        }
    }

    @Test("Keys and points that are none are refused inside by name", arguments: testedIsolation)
    func badKeys(_ level: IsolationLevel) async throws {
        var random = SeededGenerator(for: "badKeys")
        let blobs = (0..<500).map { _ in random.bytes(Int.random(in: 0...200, using: &random)) }
        let scheme = SignatureScheme(curve: .p256, hash: .sha256, isDER: true)
        let zero = [UInt8](repeating: 0, count: 32)
        let texts = try await withCryptoFixture(level) { client async throws in
            var texts = [try await refusal { _ = try await client.sign(scheme, zero, [1]) }]
            for blob in blobs {
                let signed = SignedMessage(publicKey: blob, message: [1], signature: blob)
                texts.append(try await refusal { _ = try await client.verify(scheme, signed) })
            }
            return texts
        }
        #expect(texts.count == 501)
        #expect(texts[0] == RedoubtCrypto.CryptoError.invalidPrivateKey.description)
        let point = RedoubtCrypto.CryptoError.invalidPublicKey.description
        let size = RedoubtCrypto.CryptoError.incorrectKeySize.description
        // Not one in 2^190 of these is a point or a signature.
        for (blob, text) in zip(blobs, texts.dropFirst()) {
            #expect(text == (blob.count == 65 ? point : size))
        }
    }

    @Test("HPKE on P-384 is understood inside, by both ends", arguments: testedIsolation)
    func conversationOnP384(_ level: IsolationLevel) async throws {
        let recipient = Crypto.P384.KeyAgreement.PrivateKey()
        let ephemeral = Crypto.P384.KeyAgreement.PrivateKey()
        let info: [UInt8] = Array("a purpose".utf8)
        let conversation = HPKEConversation(
            kem: 0x11,
            kdf: 2,
            aead: 2,
            info: info,
            ephemeralKey: Array(ephemeral.rawRepresentation),
            recipientKey: Array(recipient.rawRepresentation),
            senderKey: [],
            presharedKey: [],
            presharedKeyIdentifier: [],
            messages: [HPKEMessage(number: 0, context: [7], text: [1, 2, 3])],
            exports: []
        )
        try await withCryptoFixture(level) { client async throws in
            let transcript = try await client.converse(conversation)
            #expect(transcript.isUnderstood)
            var theirs = try Crypto.HPKE.Recipient(
                privateKey: recipient,
                ciphersuite: .P384_SHA384_AES_GCM_256,
                info: Data(info),
                encapsulatedKey: Data(transcript.encapsulatedKey)
            )
            let opened = try theirs.open(transcript.ciphertexts[0], authenticating: [7] as [UInt8])
            #expect(Array(opened) == [1, 2, 3])
        }
    }

    @Test("What swift-crypto sends by HPKE, the same code as inside opens, and nothing changed")
    func received() throws {
        let key = RedoubtCrypto.Curve25519.KeyAgreement.PrivateKey()
        var sender = try Crypto.HPKE.Sender(
            recipientKey: Crypto.Curve25519.KeyAgreement.PublicKey(
                rawRepresentation: key.publicKey.rawRepresentation
            ),
            ciphersuite: .Curve25519_SHA256_ChachaPoly,
            info: Data([1])
        )
        let first = try Array(sender.seal([1, 2, 3]))
        let second = try Array(sender.seal([4]))
        func makeRecipient(_ info: [UInt8]) throws -> RedoubtCrypto.HPKE.Recipient {
            try RedoubtCrypto.HPKE.Recipient(
                privateKey: key,
                ciphersuite: .Curve25519_SHA256_ChachaPoly,
                info: info,
                encapsulatedKey: Array(sender.encapsulatedKey)
            )
        }
        var recipient = try makeRecipient([1])
        // The second before the first is another message than expected, and does not count.
        #expect(throws: RedoubtCrypto.CryptoError.authenticationFailure) {
            try recipient.open(second)
        }
        #expect(try recipient.open(first) == [1, 2, 3])
        #expect(throws: RedoubtCrypto.CryptoError.authenticationFailure) {
            try recipient.open(first)
        }
        #expect(try recipient.open(second) == [4])
        #expect(throws: RedoubtCrypto.CryptoError.incorrectParameterSize) {
            try recipient.open([1, 2])
        }
        var other = try makeRecipient([2])
        #expect(throws: RedoubtCrypto.CryptoError.authenticationFailure) { try other.open(first) }
        #expect(throws: RedoubtCrypto.CryptoError.inconsistentCiphersuiteAndKey) {
            try RedoubtCrypto.HPKE.Recipient(
                privateKey: key,
                ciphersuite: .P256_SHA256_AES_GCM_256,
                info: [],
                encapsulatedKey: Array(sender.encapsulatedKey)
            )
        }
        #expect(throws: RedoubtCrypto.CryptoError.weakSharedSecret) {
            try RedoubtCrypto.HPKE.Recipient(
                privateKey: key,
                ciphersuite: .Curve25519_SHA256_ChachaPoly,
                info: [],
                encapsulatedKey: [UInt8](repeating: 0, count: 32)
            )
        }
    }

    @Test("A preshared key needs a name and 32 bytes")
    func presharedKeys() throws {
        let key = RedoubtCrypto.P256.KeyAgreement.PrivateKey().publicKey
        func begin(_ count: Int, _ name: [UInt8]) throws {
            _ = try RedoubtCrypto.HPKE.Sender(
                recipientKey: key,
                ciphersuite: .P256_SHA256_AES_GCM_256,
                info: [],
                presharedKey: .init(data: [UInt8](repeating: 1, count: count)),
                presharedKeyIdentifier: name
            )
        }
        try begin(32, [1])
        #expect(throws: RedoubtCrypto.CryptoError.inconsistentPresharedKey) { try begin(32, []) }
        #expect(throws: RedoubtCrypto.CryptoError.inconsistentPresharedKey) { try begin(0, [1]) }
        #expect(throws: RedoubtCrypto.CryptoError.inconsistentPresharedKey) { try begin(0, []) }
        #expect(throws: RedoubtCrypto.CryptoError.incorrectKeySize) { try begin(31, [1]) }
    }
}
