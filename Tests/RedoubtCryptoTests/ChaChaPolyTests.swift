import Crypto
import Foundation
import RedoubtCrypto
import SeededTesting
import Testing

@Suite("ChaCha20-Poly1305 outside of enclaves, by the code for this processor")
struct ChaChaPolyTests {
    /// All lengths of the first 66 blocks, of which 32 are computed at a time, and those around the parts that a long
    /// message is sealed in.
    private static let lengths =
        Array(0...4_224)
        + [32_704, 32_768, 65_472, 65_536, 98_240, 1 << 20].flatMap { [$0 - 1, $0, $0 + 1] }

    @Test("What is sealed in place is what swift-crypto seals, of every length")
    func lengths() throws {
        var random = SeededGenerator(seed: 8)
        for count in Self.lengths {
            let message = random.bytes(count)
            let context = random.bytes(count % 40)
            let keyBytes = random.bytes(32)
            let nonceBytes = random.bytes(12)
            let theirs = try Crypto.ChaChaPoly.seal(
                message,
                using: Crypto.SymmetricKey(data: keyBytes),
                nonce: Crypto.ChaChaPoly.Nonce(data: nonceBytes),
                authenticating: context
            )
            let key = RedoubtCrypto.SymmetricKey(data: keyBytes)
            let sealed = try RedoubtCrypto.ChaChaPoly.SealedBox(
                combined: Array(theirs.combined)
            )
            #expect(
                try RedoubtCrypto.ChaChaPoly.open(sealed, using: key, authenticating: context)
                    == message
            )
            var buffer = message
            let made = try RedoubtCrypto.ChaChaPoly.seal(
                inPlace: &buffer,
                using: key,
                authenticating: context
            )
            let opened = try Crypto.ChaChaPoly.open(
                Crypto.ChaChaPoly.SealedBox(
                    nonce: Crypto.ChaChaPoly.Nonce(data: Array(made.nonce)),
                    ciphertext: buffer,
                    tag: made.tag
                ),
                using: Crypto.SymmetricKey(data: keyBytes),
                authenticating: context
            )
            #expect(Array(opened) == message)
        }
    }
}
