import CryptoFixtureInterface
import EnclaveTesting
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
            let stream = try await client.stackResidue(of: .chaChaPoly)
            #expect(stream.deepBytes == 0)
            #expect(stream.depthBytes > 4_096 && stream.depthBytes < 12_288)
            // The controls: nothing at all, and something that nobody wipes.
            #expect(try await client.stackResidue(of: .nothing).depthBytes < 8_192)
            let left = try await client.stackResidue(of: .leftOnStack)
            // Of 32 random bytes some may look like paint.
            #expect((24...32).contains(left.deepBytes))
        }
    }

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
