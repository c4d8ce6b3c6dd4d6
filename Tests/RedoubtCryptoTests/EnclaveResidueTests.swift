import CryptoFixtureInterface
import EnclaveTesting
import RedoubtCrypto
import RedoubtHost
import Testing

@Suite("What is left of a secret in an enclave")
struct EnclaveResidueTests {
    @Test(
        "A secret that was used and dropped is neither in the heap nor on the stack",
        arguments: testedIsolation
    )
    func nothingIsLeft(_ level: IsolationLevel) async throws {
        try await withCryptoFixture(level) { client async throws in
            for operation in SecretOperation.allCases
            where ![.kept, .leftOnStack].contains(operation) {
                let residue = try await client.residue(of: operation)
                #expect(residue == Residue(heap: 0, stack: 0), "\(operation)")
            }
        }
    }

    @Test("The search finds a secret that is kept", arguments: testedIsolation)
    func control(_ level: IsolationLevel) async throws {
        try await withCryptoFixture(level) { client async throws in
            #expect(try await client.residue(of: .kept).heap >= 1)
            #expect(try await client.residue(of: .leftOnStack).stack >= 1)
        }
    }

    @Test(
        "No use of a key reaches deeper into the stack than is wiped after it",
        arguments: testedIsolation
    )
    func depth(_ level: IsolationLevel) async throws {
        try await withCryptoFixture(level) { client async throws in
            for operation in [
                SecretOperation.x25519, .ed25519, .p256Signature, .p256Agreement, .p384Signature,
                .hpke,
            ] {
                let left = try await client.stackResidue(of: operation)
                // Scalars in other forms and nonces, too: whatever was there.
                #expect(left.deepBytes == 0, "\(operation)")
                #expect(left.depthBytes > 16_384 && left.depthBytes < 32_768, "\(operation)")
            }
            // The controls: nothing at all, and something that nobody wipes.
            #expect(try await client.stackResidue(of: .nothing).depthBytes < 8_192)
            let left = try await client.stackResidue(of: .leftOnStack)
            // Of 32 random bytes some may be paint or zero.
            #expect((24...32).contains(left.deepBytes))
        }
    }

    @Test(
        "ChaCha20 leaves nothing of its stream on the stack",
        .enabled(if: hasWideChaCha20, "this processor has no AVX-512: BoringSSL does ChaCha20"),
        arguments: testedIsolation
    )
    func stream(_ level: IsolationLevel) async throws {
        try await withCryptoFixture(level) { client async throws in
            #expect(try await client.stackResidue(of: .chaChaPoly).deepBytes == 0)
        }
    }

    /// What chacha20_poly1305.c asks for of leaf 7: AVX2, AVX-512 F, DQ, IFMA, BW, VL.
    private static let hasWideChaCha20 = ProcessorFeatures.words[2] & 0xC023_0020 == 0xC023_0020

    @Test(
        "What is derived, agreed on or expanded is neither in the heap nor on the stack afterwards",
        arguments: testedIsolation
    )
    func derived(_ level: IsolationLevel) async throws {
        try await withCryptoFixture(level) { client async throws in
            for secret in DerivedSecret.allCases {
                let found = try await client.residue(ofDerived: secret)
                let nothing = Residue(heap: 0, stack: 0)
                #expect(found == [nothing, nothing], "\(secret)")
            }
        }
    }
}
