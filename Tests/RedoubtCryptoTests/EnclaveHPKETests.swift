import CryptoFixtureInterface
import EnclaveTesting
import Foundation
import RedoubtCrypto
import RedoubtHost
import Testing

@Suite("HPKE in an enclave")
struct EnclaveHPKETests {
    private struct Vector: Decodable {
        struct Encryption: Decodable {
            let aad, ct, nonce, pt: Hexadecimal
        }
        struct Export: Decodable {
            let exporter_context, exported_value: Hexadecimal
            let L: Int
        }
        let mode: Int
        let kem_id, kdf_id, aead_id: UInt16
        let info, skRm, skEm, enc: Hexadecimal
        let skSm, psk, psk_id: Hexadecimal?
        let encryptions: [Encryption]
        let exports: [Export]
    }

    /// The numbers of the messages that the file was reduced to.
    private static let numbers = [0, 1, 255, 256]

    private func conversation(_ vector: Vector) -> HPKEConversation {
        HPKEConversation(
            kem: vector.kem_id,
            kdf: vector.kdf_id,
            aead: vector.aead_id,
            info: vector.info.bytes,
            ephemeralKey: vector.skEm.bytes,
            recipientKey: vector.skRm.bytes,
            senderKey: vector.skSm?.bytes ?? [],
            presharedKey: vector.psk?.bytes ?? [],
            presharedKeyIdentifier: vector.psk_id?.bytes ?? [],
            messages: zip(Self.numbers, vector.encryptions).map { number, encryption in
                HPKEMessage(
                    number: number,
                    context: encryption.aad.bytes,
                    text: encryption.pt.bytes
                )
            },
            exports: vector.exports.map {
                DerivationInput(
                    secret: [],
                    salt: [],
                    info: $0.exporter_context.bytes,
                    byteCount: $0.L
                )
            }
        )
    }

    @Test("The vectors of RFC 9180, in all modes, from both ends", arguments: testedIsolation)
    func vectors(_ level: IsolationLevel) async throws {
        let file = try RedoubtCryptoTests.vectors("hpke-test-vectors", as: [Vector].self)
        #expect(file.count == 64)
        #expect(Set(file.map(\.mode)) == [0, 1, 2, 3])
        try await withCryptoFixture(level) { client async throws in
            for vector in file {
                let transcript = try await client.converse(conversation(vector))
                let name: Comment =
                    "mode \(vector.mode), KEM \(vector.kem_id), KDF \(vector.kdf_id), AEAD \(vector.aead_id)"
                #expect(transcript.encapsulatedKey == vector.enc.bytes, name)
                #expect(transcript.ciphertexts == vector.encryptions.map(\.ct.bytes), name)
                #expect(transcript.exports == vector.exports.map(\.exported_value.bytes), name)
                #expect(transcript.isUnderstood, name)
            }
        }
    }
}
