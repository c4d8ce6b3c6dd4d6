import CRedoubtABI
import CryptoFixtureInterface
import EnclaveTesting
import Foundation
import RedoubtCrypto
import RedoubtHost
import RedoubtKeys
import Testing

@Suite("Keys in enclaves")
struct EnclaveKeysTests {
    @Test(
        "An enclave has the keys that are derived for it, and wipes what they came in",
        arguments: testedIsolation
    )
    func given(_ level: IsolationLevel) async throws {
        let root = TemporaryRoot()
        try await withEnclave(level, root) { enclave, client async throws in
            let expected = try root.digest(for: enclave.identity)
            #expect(try await client.givenKeysDigest() == expected)
            #expect(try await client.givenKeysResidue() == 0)
            #expect(try await client.givenKeysKept() > 200)
        }
    }
}
