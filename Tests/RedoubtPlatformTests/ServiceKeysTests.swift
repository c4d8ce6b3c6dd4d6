import CRedoubtABI
import EnclaveTesting
import Foundation
import KeyFixtureInterface
import RedoubtCrypto
import RedoubtHost
import RedoubtKeys
import Testing

@Suite("Keys from the platform service", .enabled(if: RunningService.canRun))
struct ServiceKeysTests {
    /// What an enclave of the service's should be given now.
    private func givenKeys(
        _ service: RunningService,
        to identity: EnclaveIdentity
    ) throws -> [UInt8] {
        // A copy that is root's own: the folder is refused to any user but its own.
        let copy = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-roots-\(UUID().uuidString)").path
        try FileManager.default.copyItem(atPath: "\(service.folder)/state/root", toPath: copy)
        defer { try? FileManager.default.removeItem(atPath: copy) }
        for name in try FileManager.default.contentsOfDirectory(atPath: copy) + ["."] {
            _ = unsafe chown("\(copy)/\(name)", geteuid(), getegid())
            _ = unsafe chmod("\(copy)/\(name)", name == "." ? 0o700 : 0o600)
        }
        let pages = try KeyPages()
        try RootSecretFolder(copy).load().fill(pages, for: identity)
        return pages.withBytes { unsafe Array($0.prefix(MemoryLayout<redoubt_keys>.size)) }
    }

    private func withEnclave(
        _ service: RunningService,
        _ level: IsolationLevel,
        _ change: (inout LaunchOptions) -> Void = { _ in },
        _ body: (Enclave, KeyFixtureClient<Enclave>) async throws -> Void
    ) async throws {
        var options = service.options(level)
        change(&options)
        try await Enclave.withLaunched(
            try await enclaveImage("KeyFixtureEnclave"),
            policy: .development,
            options: options
        ) { enclave in
            try await body(enclave, KeyFixtureClient(enclave))
        }
    }

    @Test(
        "An enclave has the keys that are derived for it, and nobody else has them any more",
        arguments: testedIsolation
    )
    func given(_ level: IsolationLevel) async throws {
        let service = try await RunningService()
        try await withEnclave(service, level) { enclave, client async throws in
            #expect(enclave.platformMode == .service)
            let given = try givenKeys(service, to: enclave.identity)
            let expected = Array(SHA256.hash(data: given))
            #expect(try await client.givenKeysDigest() == expected)
            #expect(try await client.givenKeysResidue() == 0)

            let secret = try Data(
                contentsOf: URL(fileURLWithPath: "\(service.folder)/state/root/1")
            )
            let starts = [128] + stride(from: 168, to: 680, by: 32)
            let keys = starts.map { Array(given[$0..<$0 + 32]) }.filter { $0.contains { $0 != 0 } }
            #expect(keys.count >= 5)
            let patterns = [Array(secret)] + keys
            let inService = ProcessMemorySearch(service.processID, for: patterns)
            // The control: the root secret is there as long as the service is. No key is.
            #expect(inService.counts[0] >= 1)
            #expect(inService.counts.dropFirst().allSatisfy { $0 == 0 }, "\(inService.counts)")
            let monitor = enclave.monitorProcessID
            for process in [monitor] + ProcessTree.children(of: monitor) {
                let found = ProcessMemorySearch(process, for: patterns)
                #expect(found.readBytes > 1 << 20 && found.counts[0] == 0)
                guard level.memory == .private else { continue }
                #expect(found.counts.allSatisfy { $0 == 0 }, "\(found.counts)")
            }
        }
    }

    @Test("A launch without keys gets none", arguments: testedIsolation)
    func none(_ level: IsolationLevel) async throws {
        let service = try await RunningService()
        try await withEnclave(service, level, { $0.keys = .none }) { enclave, client async throws in
            let pages = try KeyPages()
            pages.describe(enclave.identity)
            let expected = pages.withBytes {
                unsafe Array(
                    SHA256.hash(
                        data: UnsafeRawBufferPointer(
                            rebasing: $0[..<MemoryLayout<redoubt_keys>.size]
                        )
                    )
                )
            }
            #expect(try await client.givenKeysDigest() == expected)
        }
    }

    /// `redoubt platform …` as a user.
    private func platform(
        _ command: String,
        _ service: RunningService,
        as user: UInt32
    ) async throws -> ProgramOutput {
        // Where every user can read it.
        let program = "\(service.folder)/redoubt"
        if !FileManager.default.fileExists(atPath: program) {
            try FileManager.default.copyItem(
                at: productsDirectory.appendingPathComponent("redoubt"),
                to: URL(fileURLWithPath: program)
            )
        }
        return try await run(
            "/usr/bin/setpriv",
            ["--reuid=\(user)", "--regid=\(user)", "--clear-groups", program]
                + ["platform", command, "--socket", service.socket]
        )
    }

    @Test(
        "Root and the service's user make new epochs, and nobody else; enclaves that run keep their keys"
    )
    func rotation() async throws {
        let service = try await RunningService()
        let level = testedIsolation[0]
        let platform = try #require(try service.status()).roots.platform
        try await withEnclave(service, level) { enclave, client async throws in
            let before = try await client.givenKeysDigest()
            let stranger = try await self.platform("rotate", service, as: 65_532)
            #expect(stranger.status != 0)
            #expect(stranger.standardError.contains("only root and the service's own user"))
            #expect(try service.status()?.roots.epochs == [1])
            #expect(service.auditHolds("\"event\":\"rotated\"", "\"user\":65532", "refused"))

            let root = try await self.platform("rotate", service, as: 0)
            #expect(root.status == 0, "\(root.standardError)")
            #expect(root.standardOutput.contains("epoch 2 is the newest"))
            let own = try await self.platform("rotate", service, as: RunningService.user)
            #expect(own.status == 0, "\(own.standardError)")
            #expect(service.auditHolds("\"event\":\"rotated\"", "\"user\":0", "\"epoch\":2"))
            let roots = try service.status()?.roots
            #expect(roots?.epochs == [3, 2, 1] && roots?.platform == platform)
            #expect(try await client.givenKeysDigest() == before)

            try await withEnclave(service, level) { newer, client async throws in
                let given = try givenKeys(service, to: newer.identity)
                #expect(given[0] == 3)
                #expect(try await client.givenKeysDigest() == Array(SHA256.hash(data: given)))
            }
        }
        let status = try await self.platform("status", service, as: 65_532)
        #expect(status.standardOutput.contains("platform \(platform), epochs 3, 2, 1"))
        // A new start of the service finds all of them.
        service.kill(SIGKILL)
        try await service.start()
        #expect(try service.status()?.roots.epochs == [3, 2, 1])
    }

    @Test("A service that finds the root secret of the older layout takes it as its first epoch")
    func olderLayout() async throws {
        let service = try await RunningService()
        service.kill(SIGKILL)
        let state = "\(service.folder)/state"
        let secret = try Data(contentsOf: URL(fileURLWithPath: "\(state)/root/1"))
        try FileManager.default.moveItem(atPath: "\(state)/root/1", toPath: "\(state)/root-secret")
        try FileManager.default.removeItem(atPath: "\(state)/root")
        try await service.start()
        #expect(try Data(contentsOf: URL(fileURLWithPath: "\(state)/root/1")) == secret)
        #expect(!FileManager.default.fileExists(atPath: "\(state)/root-secret"))
        #expect(try service.status()?.roots.epochs == [1])
    }

    @Test("A service whose root secret others can read does not start, and says why")
    func readableSecret() async throws {
        let service = try await RunningService()
        service.kill(SIGKILL)
        #expect(unsafe chmod("\(service.folder)/state/root/1", 0o640) == 0)
        await #expect(throws: ProgramFailure.self) { try await service.start() }
        #expect(service.log.contains("must be a file of mode 600"))
    }

    @Test(
        "A host that names a folder gets the service's keys, and the service opens nothing for it"
    )
    func namedFolder() async throws {
        let service = try await RunningService()
        // A folder that the service's user could make.
        let folder = "\(service.folder)/state/of-the-host"
        let request = LaunchRequest(
            acceptable: [testedIsolation[0]],
            policy: .development,
            debug: false,
            spinLimit: 0,
            keys: .development(folder: folder)
        )
        // Built before: the service waits for a request for a few seconds only.
        let path = try await enclaveImage("FixtureEnclave")
        guard let connection = try PlatformSocket.connect(service.socket, timeout: .seconds(5))
        else { throw ProgramFailure(description: "no service") }
        let image = OwnedDescriptor(unsafe open(path, O_RDONLY | O_CLOEXEC))
        let reply = try PlatformSocket.ask(
            .launch(request),
            descriptors: [image.rawValue],
            over: connection.rawValue,
            until: .now + .seconds(30)
        )
        guard case .launched(_) = reply?.0, let socket = reply?.1.take(1) else {
            Issue.record("\(String(describing: reply))")
            return
        }
        #expect(!FileManager.default.fileExists(atPath: folder))
        // Nothing of the launch is left in the socket that the host is given.
        var byte: UInt8 = 0
        #expect(unsafe recv(socket.rawValue, &byte, 1, CInt(MSG_DONTWAIT)) == -1)
        #expect(errno == EAGAIN)
    }
}
