import Foundation
import Testing

@testable import RedoubtCommands

@Suite("BoringSSL's sources")
struct BoringSSLSourcesTests {
    /// A build folder as SwiftPM leaves it, with some files of BoringSSL.
    private func makeScratch(_ state: String, files: [String]) throws -> URL {
        let scratch = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-scratch-\(UUID().uuidString)")
        let sources = scratch.appendingPathComponent(
            "checkouts/swift-crypto/Sources/CCryptoBoringSSL"
        )
        for file in files {
            let url = sources.appendingPathComponent(file)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data().write(to: url)
        }
        try Data(state.utf8).write(to: scratch.appendingPathComponent("workspace-state.json"))
        return scratch
    }

    private static let state = """
        {"object": {"dependencies": [
            {"packageRef": {"identity": "swift-asn1"}, "subpath": "swift-asn1",
             "state": {"checkoutState": {"revision": "00"}}},
            {"packageRef": {"identity": "swift-crypto"}, "subpath": "swift-crypto",
             "state": {"checkoutState": {"revision": "778f", "version": "4.5.2"}}}
        ]}, "version": 7}
        """
    private static let files = [
        "include/CCryptoBoringSSL.h", "crypto/mem.cc", "crypto/bn/bn.cc", "crypto/bn/bn.h",
        "crypto/x509/x509.cc", "crypto/rand/rand.cc", "gen/bcm/aes-x86_64-linux.S",
        "gen/bcm/aes-x86_64-apple.S", "gen/crypto/chacha-x86_64-linux.S",
        "third_party/fiat/asm/fiat_curve25519_adx_mul.S",
    ]

    @Test("They are found where SwiftPM says, and only what an enclave can use is compiled")
    func found() throws {
        let scratch = try makeScratch(Self.state, files: Self.files)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let sources = try BoringSSLSources.find(in: scratch.path)
        #expect(sources.revision == "778f")
        #expect(
            try sources.files() == [
                "crypto/bn/bn.cc", "crypto/mem.cc", "crypto/rand/rand.cc",
                "gen/bcm/aes-x86_64-linux.S", "gen/crypto/chacha-x86_64-linux.S",
                "third_party/fiat/asm/fiat_curve25519_adx_mul.S",
            ]
        )
    }

    @Test(
        "A build folder without them is refused with what to do",
        arguments: [
            "", "{}", #"{"object": {"dependencies": []}}"#,
            #"{"object": {"dependencies": [{"packageRef": {"identity": "swift-crypto"}, "#
                + #""subpath": "swift-crypto", "state": {}}]}}"#,
        ]
    )
    func notNamed(_ state: String) throws {
        let scratch = try makeScratch(state, files: Self.files)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let error = #expect(throws: CommandFailure.self) {
            try BoringSSLSources.find(in: scratch.path)
        }
        #expect(error.map { "\($0)".contains("remove .build/enclave") } == true)
    }

    @Test("A checkout that is gone is refused with what to do")
    func gone() throws {
        let scratch = try makeScratch(Self.state, files: ["crypto/mem.cc"])
        defer { try? FileManager.default.removeItem(at: scratch) }
        #expect(throws: CommandFailure.self) { try BoringSSLSources.find(in: scratch.path) }
    }

    @Test("An enclave uses cryptography through other targets of its package too")
    func reaches() {
        let dependencies = [
            "A": ["B", "RedoubtEnclave"], "B": ["C", "A"], "C": ["RedoubtCrypto"], "D": ["E"],
        ]
        #expect(EnclaveTarget.reaches("RedoubtCrypto", from: "A", by: dependencies))
        #expect(!EnclaveTarget.reaches("RedoubtCrypto", from: "D", by: dependencies))
    }
}
