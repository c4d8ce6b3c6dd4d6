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
            for operation in SecretOperation.allCases where operation != .kept {
                let residue = try await client.residue(of: operation)
                #expect(residue == Residue(heap: 0, stack: 0), "\(operation)")
            }
        }
    }

    @Test("The search finds a secret that is kept", arguments: testedIsolation)
    func control(_ level: IsolationLevel) async throws {
        try await withCryptoFixture(level) { client async throws in
            #expect(try await client.residue(of: .kept).heap >= 1)
        }
    }
}
