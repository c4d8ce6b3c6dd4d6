import CryptoFixtureInterface
import EnclaveTesting
import Foundation
import RedoubtCrypto
import RedoubtHost
import Testing

/// The vectors of Project Wycheproof for what needs no pair of keys.
@Suite("Wycheproof in an enclave: symmetric algorithms")
struct EnclaveSymmetricVectorTests {
    private struct CipherGroup: Decodable {
        struct Test: Decodable {
            let tcId: Int
            let key, iv, aad, msg, ct, tag: Hexadecimal
            let result: Verdict
        }
        let ivSize: Int
        let tests: [Test]
    }

    @Test("AES-GCM", arguments: testedIsolation)
    func aesGCM(_ level: IsolationLevel) async throws {
        // NIST allows nonces of any length; CryptoKit, and so this API, takes 96 bits or more.
        try await ciphers("aes_gcm_test", .aesGCM, level) { $0 >= 96 }
    }

    @Test("ChaCha20-Poly1305", arguments: testedIsolation)
    func chaChaPoly(_ level: IsolationLevel) async throws {
        try await ciphers("chacha20_poly1305_test", .chaChaPoly, level) { $0 == 96 }
    }

    private func ciphers(
        _ file: String,
        _ cipher: CipherName,
        _ level: IsolationLevel,
        takesNonce: (Int) -> Bool
    ) async throws {
        let file = try vectors(file, as: Wycheproof<CipherGroup>.self)
        var count = 0
        try await withCryptoFixture(level) { client async throws in
            for group in file.testGroups {
                for test in group.tests {
                    let parameters = CipherParameters(
                        key: test.key.bytes,
                        nonce: test.iv.bytes,
                        context: test.aad.bytes
                    )
                    var opened: [UInt8]?
                    let text = try await refusal {
                        opened = try await client.openWithNonce(
                            cipher,
                            test.ct.bytes,
                            test.tag.bytes,
                            parameters
                        )
                    }
                    let sealing = try await refusal {
                        let sealed = try await client.sealWithNonce(
                            cipher,
                            test.msg.bytes,
                            parameters
                        )
                        let isSame = sealed == test.ct.bytes + test.tag.bytes
                        #expect(isSame == (test.result == .valid), "test \(test.tcId)")
                    }
                    if !takesNonce(group.ivSize) {
                        let size = CryptoError.incorrectParameterSize.description
                        #expect(text == size && sealing == size, "test \(test.tcId)")
                    } else if test.result == .valid {
                        #expect(opened == test.msg.bytes && sealing == nil, "test \(test.tcId)")
                    } else {
                        let failure = CryptoError.authenticationFailure.description
                        #expect(text == failure && sealing == nil, "test \(test.tcId)")
                    }
                    count += 1
                }
            }
        }
        #expect(count == file.numberOfTests)
    }

    private struct CodeGroup: Decodable {
        struct Test: Decodable {
            let tcId: Int
            let key, msg, tag: Hexadecimal
            let result: Verdict
        }
        let tagSize: Int
        let tests: [Test]
    }

    @Test("HMAC", arguments: testedIsolation)
    func codes(_ level: IsolationLevel) async throws {
        try await withCryptoFixture(level) { client async throws in
            for (name, hash) in [
                ("hmac_sha256_test", HashName.sha256), ("hmac_sha384_test", .sha384),
                ("hmac_sha512_test", .sha512),
            ] {
                let file = try vectors(name, as: Wycheproof<CodeGroup>.self)
                for group in file.testGroups {
                    for test in group.tests {
                        let code = try await client.authenticate(
                            hash,
                            test.msg.bytes,
                            test.key.bytes
                        )
                        let isSame = Array(code[..<(group.tagSize / 8)]) == test.tag.bytes
                        #expect(isSame == (test.result == .valid), "\(name) \(test.tcId)")
                    }
                }
                #expect(file.testGroups.flatMap(\.tests).count == file.numberOfTests)
            }
        }
    }

    private struct DerivationGroup: Decodable {
        struct Test: Decodable {
            let tcId: Int
            let ikm, salt, info, okm: Hexadecimal
            let size: Int
            let result: Verdict
        }
        let tests: [Test]
    }

    @Test("HKDF, with the vectors of RFC 5869", arguments: testedIsolation)
    func derivation(_ level: IsolationLevel) async throws {
        try await withCryptoFixture(level) { client async throws in
            for (name, hash) in [
                ("hkdf_sha256_test", HashName.sha256), ("hkdf_sha384_test", .sha384),
                ("hkdf_sha512_test", .sha512),
            ] {
                let file = try vectors(name, as: Wycheproof<DerivationGroup>.self)
                for test in file.testGroups.flatMap(\.tests) {
                    let input = DerivationInput(
                        secret: test.ikm.bytes,
                        salt: test.salt.bytes,
                        info: test.info.bytes,
                        byteCount: test.size
                    )
                    let text = try await refusal {
                        let key = try await client.deriveKey(hash, input)
                        #expect(key == test.okm.bytes, "\(name) \(test.tcId)")
                    }
                    #expect((text == nil) == (test.result == .valid), "\(name) \(test.tcId)")
                }
                #expect(file.testGroups.flatMap(\.tests).count == file.numberOfTests)
            }
        }
    }
}
