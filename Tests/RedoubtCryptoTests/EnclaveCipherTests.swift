import Crypto
import CryptoFixtureInterface
import EnclaveTesting
import Foundation
import RedoubtCrypto
import RedoubtHost
import SeededTesting
import Testing

@Suite("Ciphers and hashes in an enclave")
struct EnclaveCipherTests {
    @Test(
        "Digests of messages around a block's length are those of swift-crypto",
        arguments: testedIsolation
    )
    func digests(_ level: IsolationLevel) async throws {
        var random = SeededGenerator(seed: 1)
        try await withCryptoFixture(level) { client async throws in
            for count in [0, 1, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 4_096, 60_001] {
                let message = random.bytes(count)
                #expect(
                    try await client.hash(.sha256, message)
                        == Array(Crypto.SHA256.hash(data: message))
                )
                #expect(
                    try await client.hash(.sha384, message)
                        == Array(Crypto.SHA384.hash(data: message))
                )
                #expect(
                    try await client.hash(.sha512, message)
                        == Array(Crypto.SHA512.hash(data: message))
                )
            }
        }
    }

    @Test("swift-crypto opens what an enclave sealed, of every length", arguments: testedIsolation)
    func sealedInside(_ level: IsolationLevel) async throws {
        var random = SeededGenerator(seed: 2)
        try await withCryptoFixture(level) { client async throws in
            for count in [0, 1, 15, 16, 17, 255, 256, 257, 1_023, 4_096, 32_767, 32_769, 60_001] {
                let message = random.bytes(count)
                let context = random.bytes(count % 40)
                for keyBytes in [16, 24, 32] {
                    let key = random.bytes(keyBytes)
                    let combined = try await client.seal(.aesGCM, message, key, context)
                    let box = try Crypto.AES.GCM.SealedBox(combined: combined)
                    let opened = try Crypto.AES.GCM.open(
                        box,
                        using: Crypto.SymmetricKey(data: key),
                        authenticating: context
                    )
                    #expect(Array(opened) == message)
                    #expect(try await client.open(.aesGCM, combined, key, context) == message)
                }
                let key = random.bytes(32)
                let combined = try await client.seal(.chaChaPoly, message, key, context)
                let box = try Crypto.ChaChaPoly.SealedBox(combined: combined)
                let opened = try Crypto.ChaChaPoly.open(
                    box,
                    using: Crypto.SymmetricKey(data: key),
                    authenticating: context
                )
                #expect(Array(opened) == message)
                #expect(try await client.open(.chaChaPoly, combined, key, context) == message)
            }
        }
    }

    @Test("A changed bit anywhere is an authentication failure", arguments: testedIsolation)
    func changedBits(_ level: IsolationLevel) async throws {
        var random = SeededGenerator(seed: 3)
        let key = random.bytes(32)
        let failure = CryptoError.authenticationFailure.description
        try await withCryptoFixture(level) { client async throws in
            for cipher in [CipherName.aesGCM, .chaChaPoly] {
                let combined = try await client.seal(cipher, random.bytes(40), key, [1, 2, 3])
                for bit in 0..<(combined.count * 8) {
                    var changed = combined
                    changed[bit / 8] ^= 1 << (bit % 8)
                    #expect(
                        try await refusal {
                            _ = try await client.open(cipher, changed, key, [1, 2, 3])
                        } == failure
                    )
                }
                for context in [[], [1, 2], [1, 2, 3, 0], [1, 2, 2]] as [[UInt8]] {
                    #expect(
                        try await refusal {
                            _ = try await client.open(cipher, combined, key, context)
                        } == failure
                    )
                }
                for count in 0..<combined.count {
                    let text = try await refusal {
                        _ = try await client.open(
                            cipher,
                            Array(combined[..<count]),
                            key,
                            [1, 2, 3]
                        )
                    }
                    #expect(
                        text
                            == (count < 28
                                ? CryptoError.incorrectParameterSize.description : failure)
                    )
                }
            }
        }
    }

    @Test("Keys of other lengths are refused", arguments: testedIsolation)
    func keyLengths(_ level: IsolationLevel) async throws {
        try await withCryptoFixture(level) { client async throws in
            for count in 0...65 {
                let key = [UInt8](repeating: 7, count: count)
                for cipher in [CipherName.aesGCM, .chaChaPoly] {
                    let isRight =
                        count == 32 || (cipher == .aesGCM && (count == 16 || count == 24))
                    let text = try await refusal { _ = try await client.seal(cipher, [1], key, []) }
                    #expect(text == (isRight ? nil : CryptoError.incorrectKeySize.description))
                }
            }
        }
    }

    @Test("Threads that seal at the same time make no nonce twice", arguments: testedIsolation)
    func nonces(_ level: IsolationLevel) async throws {
        let rounds = 400
        let key = [UInt8](repeating: 9, count: 32)
        try await withCryptoFixture(level) { client async throws in
            let nonces = try await withThrowingTaskGroup(of: [[UInt8]].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        var made: [[UInt8]] = []
                        for _ in 0..<rounds {
                            let combined = try await client.seal(.aesGCM, [1, 2, 3], key, [])
                            _ = try await client.open(.aesGCM, combined, key, [])
                            made.append(Array(combined[..<12]))
                        }
                        return made
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(Set(nonces).count == 4 * rounds)
            // The part that RDRAND does not change; a batch that comes twice has 32.
            #expect(Set(nonces.map { $0[8...] }).count > 4 * rounds - 10)
        }
    }

    @Test(
        "The library finds the same of the processor as in an ordinary program",
        arguments: testedIsolation
    )
    func processor(_ level: IsolationLevel) async throws {
        // Of OPENSSL_ia32cap: PCLMULQDQ, MOVBE, AES, AVX; BMI1, AVX2, BMI2, AVX-512 F, DQ, ADX,
        // SHA, BW, VL; VAES, VPCLMULQDQ. Its other bits choose no code, or a hypervisor has a say
        // in them.
        let used: [UInt32] = [
            0,
            1 << 1 | 1 << 22 | 1 << 25 | 1 << 28,
            1 << 3 | 1 << 5 | 1 << 8 | 1 << 16 | 1 << 17 | 1 << 19 | 1 << 29 | 1 << 30 | 1 << 31,
            1 << 9 | 1 << 10,
        ]
        func masked(_ words: [UInt32]) -> [UInt32] { zip(words, used).map { $0 & $1 } }
        try await withCryptoFixture(level) { client async throws in
            let inside = masked(try await client.processorFeatures())
            #expect(inside == masked(ProcessorFeatures.words))
        }
    }
}
