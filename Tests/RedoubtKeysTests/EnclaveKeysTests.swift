import CRedoubtABI
import EnclaveTesting
import Foundation
import KeyFixtureInterface
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

    @Test(
        "On another platform, in debug and in another epoch the keys are others",
        arguments: testedIsolation
    )
    func others(_ level: IsolationLevel) async throws {
        let root = TemporaryRoot()
        let elsewhere = TemporaryRoot()
        var digests: Set<[UInt8]> = []
        func launch(_ root: TemporaryRoot, debug: Bool = false) async throws {
            try await withEnclave(level, root, { $0.debug = debug }) {
                enclave,
                client async throws in
                #expect(enclave.identity.isDebug == debug)
                let expected = try root.digest(for: enclave.identity)
                let given = try await client.givenKeysDigest()
                #expect(given == expected)
                digests.insert(given)
            }
        }
        try await launch(root)
        try await launch(root)
        #expect(digests.count == 1)
        try await launch(root, debug: true)
        try await launch(elsewhere)
        _ = try RootSecretFolder(root.folder).rotate()
        try await launch(root)
        #expect(digests.count == 4)
    }

    @Test("A running enclave keeps its keys when there is a new epoch", arguments: testedIsolation)
    func rotation(_ level: IsolationLevel) async throws {
        let root = TemporaryRoot()
        try await withEnclave(level, root) { enclave, client async throws in
            let before = try await client.givenKeysDigest()
            _ = try RootSecretFolder(root.folder).rotate()
            #expect(try await client.givenKeysDigest() == before)
            guard level.backend == .virtualization else { return }
            // Nor does a reset change them: it is the same launch.
            try await enclave.reset()
            #expect(try await client.givenKeysDigest() == before)
            #expect(try await client.givenKeysResidue() == 0)
        }
    }

    @Test("An enclave that is reset has its keys again", arguments: testedIsolation)
    func reset(_ level: IsolationLevel) async throws {
        guard level.backend == .virtualization else { return }
        let root = TemporaryRoot()
        try await withEnclave(level, root) { enclave, client async throws in
            let expected = try root.digest(for: enclave.identity)
            for _ in 0..<5 {
                try await enclave.reset()
                #expect(try await client.givenKeysDigest() == expected)
                #expect(try await client.givenKeysResidue() == 0)
            }
        }
    }

    @Test(
        "An enclave can be launched without keys, and no secret is made for it",
        arguments: testedIsolation
    )
    func none(_ level: IsolationLevel) async throws {
        let root = TemporaryRoot()
        try await withEnclave(level, root, { $0.keys = .none }) { enclave, client async throws in
            let kept = try await client.givenKeysKept()
            let identity = enclave.identity
            let named = identity.measurement.bytes + identity.signer.bytes + identity.product.bytes
            // The identity is there, and nothing else: a byte or two of versions.
            #expect((0...6).contains(kept - (named + identity.family.bytes).count { $0 != 0 }))
            #expect(try await client.givenKeysResidue() == 0)
        }
        #expect(!FileManager.default.fileExists(atPath: root.folder))
    }

    private func failure(_ change: (inout LaunchOptions) -> Void) async -> EnclaveError? {
        await #expect(throws: EnclaveError.self) {
            try await withEnclave(testedIsolation[0], TemporaryRoot(), change) { _, _ in }
        }
    }

    @Test("A root secret that others can read, or that cannot be made, is refused with what to do")
    func refused() async throws {
        let root = TemporaryRoot()
        _ = try RootSecretFolder(root.folder).load()
        #expect(unsafe chmod("\(root.folder)/1", 0o644) == 0)
        let readable = await failure { $0.developmentFolder = root.folder }
        #expect(readable?.code == .keysUnavailable)
        #expect(readable?.message.contains("must be a file of mode 600") == true)
        #expect(readable?.message.contains("keys = .none") == true)

        let impossible = await failure { $0.developmentFolder = "/proc/no/such/folder" }
        #expect(impossible?.code == .keysUnavailable)
        #expect(impossible?.message.contains("/proc/no") == true)

        let relative = await failure { $0.developmentFolder = "development" }
        #expect(relative?.code == .keysUnavailable)
        #expect(relative?.message.contains("no absolute path") == true)
        // Without keys none of that matters.
        try await withEnclave(
            testedIsolation[0],
            root,
            {
                $0.developmentFolder = "development"
                $0.keys = .none
            }
        ) { enclave, _ in
            #expect(enclave.stopReason == nil)
        }
    }

    @Test("The environment says where the root secret is, and one that does not is refused")
    func environment() async throws {
        let image = try await enclaveImage("FixtureEnclave")
        let root = TemporaryRoot()
        func launch(_ environment: [String: String]) async throws {
            try await HoldingHost(image, testedIsolation[0], environment).end()
        }
        for environment in [[:], ["HOME": "relative"], ["HOME": ""]] {
            let refusal = await #expect(throws: ProgramFailure.self) {
                try await launch(environment)
            }
            #expect(refusal?.description.contains("neither HOME nor XDG_STATE_HOME") == true)
        }
        let own = DevelopmentRoot.environmentVariable
        for (environment, folder) in [
            (["HOME": "\(root.folder)/home"], "home/.local/state/redoubt/development"),
            (
                ["HOME": "/proc", "XDG_STATE_HOME": "\(root.folder)/state"],
                "state/redoubt/development"
            ),
            (["XDG_STATE_HOME": "/proc", own: "\(root.folder)/own"], "own"),
        ] {
            try await launch(environment)
            let epochs = try RootSecretFolder("\(root.folder)/\(folder)").summary()?.epochs
            #expect(epochs == [1])
        }
    }
}
