import EnclaveTesting
import Foundation
import RedoubtHost
import RedoubtSealingInterface
import SignerInterface
import Synchronization

/// A folder for a test: sealed keys, and whatever files the test needs.
final class SignerFolder: Sendable {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("signer-\(UUID().uuidString.prefix(8))").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Where the sealed keys are.
    var state: String { "\(path)/state" }

    /// Writes a file, and says where it is.
    func write(_ name: String, _ text: String) throws -> String {
        let file = "\(path)/\(name)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        return file
    }

    /// Runs the program with these keys.
    func signer(_ arguments: String...) async throws -> ProgramOutput {
        let image = try await enclaveImage("SignerEnclave")
        return try await run(
            productsDirectory.appendingPathComponent("signer").path,
            arguments + ["--state", state, "--image", image]
        )
    }

    /// Runs the program, and takes what it printed if it went well.
    func signed(_ arguments: String...) async throws -> String {
        let image = try await enclaveImage("SignerEnclave")
        let output = try await run(
            productsDirectory.appendingPathComponent("signer").path,
            arguments + ["--state", state, "--image", image]
        )
        guard output.status == 0 else { throw ProgramFailure(description: output.standardError) }
        return output.standardOutput.trimmingCharacters(in: .newlines)
    }

    /// Opens the folder of the sealed keys, which an enclave that has just ended may hold for a moment.
    private func openState(_ name: String?) async throws -> SealedFolder {
        let state = name.map { "\(path)/\($0)" } ?? state
        for _ in 0..<200 {
            if let folder = try? SealedFolder(path: state) { return folder }
            try await Task.sleep(for: .milliseconds(10))
        }
        return try SealedFolder(path: state)
    }

    /// Launches the enclave in this process, opens its store, and calls `body`.
    func withSigner<Result>(
        _ level: IsolationLevel,
        image: String? = nil,
        policy: LaunchPolicy = .development,
        clock: TestClock? = TestClock(),
        minimumGeneration: UInt64 = 0,
        _ body: (SignerClient<Enclave>) async throws -> Result
    ) async throws -> Result {
        try await withEnclave(
            level,
            image: image,
            policy: policy,
            clock: clock,
            minimumGeneration: minimumGeneration
        ) { _, signer in try await body(signer) }
    }

    /// The same for what needs the enclave's evidence too.
    func withEnclave<Result>(
        _ level: IsolationLevel,
        image: String? = nil,
        policy: LaunchPolicy = .development,
        clock: TestClock? = TestClock(),
        minimumGeneration: UInt64 = 0,
        stateName: String? = nil,
        developmentFolder: String? = nil,
        _ body: (Enclave, SignerClient<Enclave>) async throws -> Result
    ) async throws -> Result {
        let path: String
        if let image { path = image } else { path = try await enclaveImage("SignerEnclave") }
        var options = LaunchOptions()
        options.isolation = .exactly(level)
        options.developmentFolder = developmentFolder
        options.handlers = [SealedStorageDispatcher(try await openState(stateName))]
        if let clock { options.handlers.append(SignerHostDispatcher(clock)) }
        return try await Enclave.withLaunched(path, policy: policy, options: options) { enclave in
            let client = SignerClient(enclave)
            _ = try await client.open(minimumGeneration: minimumGeneration, mayCreate: true)
            return try await body(enclave, client)
        }
    }
}

/// A clock that a test sets.
final class TestClock: SignerHostHandler {
    private let milliseconds = Mutex<UInt64>(1_000_000)

    func set(_ time: UInt64) { milliseconds.withLock { $0 = time } }

    func millisecondsSince1970() async throws -> UInt64 { milliseconds.withLock { $0 } }
}

/// What the signer refuses with; nil if it does not.
func refusal(_ body: () async throws -> Void) async throws -> SignerError? {
    do {
        try await body()
        return nil
    } catch let error as SignerError {
        return error
    }
}

extension KeyRequest {
    /// A key for some purposes, without limits.
    init(_ name: String, _ algorithm: KeyAlgorithm, _ purposes: KeyPurpose...) {
        self.init(name: name, algorithm: algorithm, policy: KeyPolicy(purposes: purposes))
    }
}
