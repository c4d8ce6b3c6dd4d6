import Crypto
import RedoubtCrypto
import SeededTesting
import Testing

/// What needs no enclave: the same Swift as inside, over the BoringSSL of swift-crypto's own build.
@Suite("Encodings of keys and signatures")
struct KeyEncodingTests {
    @Test("Public keys of P-256 are read and written as swift-crypto does")
    func publicKeysP256() throws {
        for _ in 0..<20 {
            let theirs = Crypto.P256.Signing.PrivateKey()
            let ours = try RedoubtCrypto.P256.Signing.PrivateKey(
                rawRepresentation: Array(theirs.rawRepresentation)
            )
            #expect(ours.rawRepresentation == Array(theirs.rawRepresentation))
            let key = ours.publicKey
            #expect(key.rawRepresentation == Array(theirs.publicKey.rawRepresentation))
            #expect(key.x963Representation == Array(theirs.publicKey.x963Representation))
            #expect(
                key.compressedRepresentation == Array(theirs.publicKey.compressedRepresentation)
            )
            #expect(key.derRepresentation == Array(theirs.publicKey.derRepresentation))
            #expect(try .init(rawRepresentation: key.rawRepresentation) == key)
            #expect(try .init(x963Representation: key.x963Representation) == key)
            #expect(try .init(compressedRepresentation: key.compressedRepresentation) == key)
            #expect(try .init(derRepresentation: key.derRepresentation) == key)
        }
    }

    @Test("Public keys of P-384 are read and written as swift-crypto does")
    func publicKeysP384() throws {
        for _ in 0..<20 {
            let theirs = Crypto.P384.KeyAgreement.PrivateKey()
            let ours = try RedoubtCrypto.P384.KeyAgreement.PrivateKey(
                rawRepresentation: Array(theirs.rawRepresentation)
            )
            let key = ours.publicKey
            #expect(key.x963Representation == Array(theirs.publicKey.x963Representation))
            #expect(
                key.compressedRepresentation == Array(theirs.publicKey.compressedRepresentation)
            )
            #expect(key.derRepresentation == Array(theirs.publicKey.derRepresentation))
            #expect(try .init(compressedRepresentation: key.compressedRepresentation) == key)
            #expect(try .init(derRepresentation: key.derRepresentation) == key)
        }
    }

    @Test("A private key is a number from 1 to the order less 1")
    func privateKeyRange() throws {
        // The order of P-256 (SP 800-186, 3.2.1.3).
        let order: [UInt8] = [
            0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
            0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63,
            0x25, 0x51,
        ]
        func key(_ bytes: [UInt8]) throws(RedoubtCrypto.CryptoError) {
            _ = try RedoubtCrypto.P256.Signing.PrivateKey(rawRepresentation: bytes)
        }
        try key([UInt8](repeating: 0, count: 31) + [1])
        try key(order.dropLast() + [0x50])
        let outside = [
            [UInt8](repeating: 0, count: 32), order, [UInt8](repeating: 0xFF, count: 32),
        ]
        for bytes in outside {
            #expect(throws: RedoubtCrypto.CryptoError.invalidPrivateKey) { try key(bytes) }
        }
        for count in [0, 1, 31, 33, 64] {
            #expect(throws: RedoubtCrypto.CryptoError.incorrectKeySize) {
                try key([UInt8](repeating: 1, count: count))
            }
        }
    }

    @Test("A public key with a changed bit, cut short or extended is refused")
    func damagedPublicKeys() throws {
        typealias Key = RedoubtCrypto.P256.Signing.PublicKey
        let key = RedoubtCrypto.P256.Signing.PrivateKey().publicKey
        let der = key.derRepresentation
        for bit in 0..<(der.count * 8) {
            var changed = der
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: RedoubtCrypto.CryptoError.invalidPublicKey) {
                try Key(derRepresentation: changed)
            }
        }
        for count in 0..<der.count {
            #expect(throws: RedoubtCrypto.CryptoError.invalidPublicKey) {
                try Key(derRepresentation: der[..<count])
            }
        }
        #expect(throws: RedoubtCrypto.CryptoError.invalidPublicKey) {
            try Key(derRepresentation: der + [0])
        }
        let infinity = [UInt8](repeating: 0, count: 65)
        #expect(throws: RedoubtCrypto.CryptoError.invalidPublicKey) {
            try Key(x963Representation: infinity)
        }
        #expect(throws: RedoubtCrypto.CryptoError.incorrectKeySize) {
            try Key(x963Representation: [0] as [UInt8])
        }
    }

    @Test("What is near a signature in DER, and is read, has the same numbers for swift-crypto")
    func randomSignatures() throws {
        var random = SeededGenerator(for: "randomSignatures")
        let key = RedoubtCrypto.P256.Signing.PrivateKey()
        let genuine = try key.signature(for: [1, 2, 3] as [UInt8])
        var accepted = 0
        for _ in 0..<20_000 {
            // Near the truth, where the reader's decisions are.
            var bytes = genuine.derRepresentation
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
                case 1: bytes.remove(at: place)
                default: bytes.insert(UInt8.random(in: .min ... .max, using: &random), at: place)
                }
            }
            guard
                let ours = try? RedoubtCrypto.P256.Signing.ECDSASignature(derRepresentation: bytes)
            else { continue }
            accepted += 1
            #expect(ours.derRepresentation == bytes)
            let theirs = try Crypto.P256.Signing.ECDSASignature(derRepresentation: bytes)
            #expect(Array(theirs.rawRepresentation) == ours.rawRepresentation)
        }
        #expect(accepted > 0)
    }

    @Test("What is printed of a secret is not the secret")
    func descriptions() throws {
        let bytes = [UInt8](repeating: 0xAB, count: 32)
        let key = RedoubtCrypto.SymmetricKey(data: bytes)
        let agreement = try RedoubtCrypto.Curve25519.KeyAgreement.PrivateKey(
            rawRepresentation: bytes
        )
        let shared = try agreement.sharedSecretFromKeyAgreement(
            with: RedoubtCrypto.Curve25519.KeyAgreement.PrivateKey().publicKey
        )
        let signing = try RedoubtCrypto.Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
        let elliptic = try RedoubtCrypto.P256.Signing.PrivateKey(rawRepresentation: bytes)
        let texts = ["\(key)", "\(agreement)", "\(shared)", "\(signing)", "\(elliptic)"]
        #expect(
            texts == [
                "SymmetricKey(256 bits)", "Curve25519.KeyAgreement.PrivateKey",
                "SharedSecret(32 bytes)", "Curve25519.Signing.PrivateKey",
                "P256.Signing.PrivateKey",
            ]
        )
    }
}
