import CryptoFixtureInterface
import EnclaveTesting
import Foundation
import RedoubtCrypto
import RedoubtHost
import Testing

/// The vectors of Project Wycheproof for pairs of keys.
@Suite("Wycheproof in an enclave: keys and signatures")
struct EnclaveKeyVectorTests {
    private struct AgreementGroup: Decodable {
        struct Test: Decodable {
            let tcId: Int
            let flags: [String]
            let `public`, `private`, shared: Hexadecimal
            let result: Verdict
        }
        let tests: [Test]
    }

    @Test(
        "X25519: what is acceptable is refused if the secret would be zero",
        arguments: testedIsolation
    )
    func x25519(_ level: IsolationLevel) async throws {
        let file = try vectors("x25519_test", as: Wycheproof<AgreementGroup>.self)
        var refused = 0
        try await withCryptoFixture(level) { client async throws in
            for test in file.testGroups.flatMap(\.tests) {
                let text = try await refusal {
                    let shared = try await client.agree(
                        .curve25519,
                        test.private.bytes,
                        test.public.bytes
                    )
                    #expect(shared == test.shared.bytes, "test \(test.tcId)")
                }
                let isWeak = test.shared.bytes.allSatisfy { $0 == 0 }
                if isWeak { refused += 1 }
                #expect(
                    text == (isWeak ? CryptoError.weakSharedSecret.description : nil),
                    "test \(test.tcId)"
                )
            }
        }
        #expect(file.testGroups.flatMap(\.tests).count == file.numberOfTests)
        #expect(refused > 0)
    }

    @Test(
        "ECDH: points beside the curve, compressed or of other lengths",
        arguments: testedIsolation
    )
    func ecdh(_ level: IsolationLevel) async throws {
        try await withCryptoFixture(level) { client async throws in
            for (name, curve, size) in [
                ("ecdh_secp256r1_ecpoint_test", CurveName.p256, 32),
                ("ecdh_secp384r1_ecpoint_test", .p384, 48),
            ] {
                let file = try vectors(name, as: Wycheproof<AgreementGroup>.self)
                for test in file.testGroups.flatMap(\.tests) {
                    // The file's private keys are numbers, ours have the curve's length.
                    let digits = test.private.bytes.drop { $0 == 0 }
                    let key = [UInt8](repeating: 0, count: size - digits.count) + digits
                    let text = try await refusal {
                        let shared = try await client.agree(curve, key, test.public.bytes)
                        #expect(shared == test.shared.bytes, "\(name) \(test.tcId)")
                    }
                    if test.result == .valid {
                        #expect(text == nil, "\(name) \(test.tcId)")
                    } else if test.result == .invalid {
                        let expected = [
                            CryptoError.invalidPublicKey.description,
                            CryptoError.incorrectKeySize.description,
                        ]
                        #expect(expected.contains(text ?? "none"), "\(name) \(test.tcId)")
                    }
                }
                #expect(file.testGroups.flatMap(\.tests).count == file.numberOfTests)
            }
        }
    }

    private struct SignatureGroup: Decodable {
        struct Key: Decodable {
            let uncompressed: Hexadecimal?
            let pk: Hexadecimal?
        }
        struct Test: Decodable {
            let tcId: Int
            let msg, sig: Hexadecimal
            let result: Verdict
        }
        let publicKey: Key
        let tests: [Test]
    }

    private static let schemes: [(String, SignatureScheme)] = [
        ("ecdsa_secp256r1_sha256", .init(curve: .p256, hash: .sha256, isDER: true)),
        ("ecdsa_secp256r1_sha512", .init(curve: .p256, hash: .sha512, isDER: true)),
        ("ecdsa_secp384r1_sha384", .init(curve: .p384, hash: .sha384, isDER: true)),
        ("ecdsa_secp384r1_sha512", .init(curve: .p384, hash: .sha512, isDER: true)),
        ("ecdsa_secp256r1_sha256_p1363", .init(curve: .p256, hash: .sha256, isDER: false)),
        ("ecdsa_secp256r1_sha512_p1363", .init(curve: .p256, hash: .sha512, isDER: false)),
        ("ecdsa_secp384r1_sha384_p1363", .init(curve: .p384, hash: .sha384, isDER: false)),
        ("ecdsa_secp384r1_sha512_p1363", .init(curve: .p384, hash: .sha512, isDER: false)),
        ("ed25519", .init(curve: .curve25519, hash: .sha512, isDER: false)),
    ]

    @Test(
        "ECDSA and Ed25519: signatures that are right, and all others",
        arguments: testedIsolation
    )
    func signatures(_ level: IsolationLevel) async throws {
        try await withCryptoFixture(level) { client async throws in
            for (name, scheme) in Self.schemes {
                let file = try vectors("\(name)_test", as: Wycheproof<SignatureGroup>.self)
                for group in file.testGroups {
                    let key = try #require(group.publicKey.uncompressed ?? group.publicKey.pk)
                    for test in group.tests {
                        let signed = SignedMessage(
                            publicKey: key.bytes,
                            message: test.msg.bytes,
                            signature: test.sig.bytes
                        )
                        var isValid = false
                        let text = try await refusal {
                            isValid = try await client.verify(scheme, signed)
                        }
                        #expect(isValid == (test.result == .valid), "\(name) \(test.tcId)")
                        let refusals = [
                            nil, CryptoError.invalidSignatureEncoding.description,
                            CryptoError.incorrectParameterSize.description,
                        ]
                        #expect(refusals.contains(text), "\(name) \(test.tcId)")
                    }
                }
                #expect(file.testGroups.flatMap(\.tests).count == file.numberOfTests)
            }
        }
    }
}
