import EnclaveTesting
import RedoubtDelivery
import RedoubtHost
import RegistryInterface
import Synchronization

/// Launches the registry's enclave for the time that `body` runs.
func withRegistry(
    sealedBy level: IsolationLevel,
    clock: (any RegistryHostHandler)? = CountingClock(),
    log: @escaping @Sendable (String) -> Void = { _ in },
    _ body: (RegistryClient<Enclave>) async throws -> Void
) async throws {
    var options = LaunchOptions()
    options.isolation = .exactly(level)
    options.log = log
    if let clock = clock as? CountingClock {
        options.handlers = [RegistryHostDispatcher(clock)]
    } else if let clock = clock as? BrokenClock {
        options.handlers = [RegistryHostDispatcher(clock)]
    }
    let image = try await enclaveImage("RegistryEnclave")
    try await Enclave.withLaunched(image, policy: .development, options: options) { enclave in
        try await body(RegistryClient(enclave))
    }
}

extension RegistryClient {
    /// Seals a file for the enclave, as its owner does who believes anybody.
    nonisolated(nonsending) func sealed(_ file: [UInt8]) async throws -> [UInt8] {
        let offer = try DeliveryOffer(bytes: try await offer(nonce: []))
        return try Envelopes.seal(file, to: offer.publicKey, purpose: "patients")
    }

    /// Seals a file and loads it in parts of the given size.
    nonisolated(nonsending) func load(
        _ file: [UInt8],
        partBytes: Int = 32_768
    ) async throws -> LoadReceipt {
        try await load(envelope: sealed(file), partBytes: partBytes)
    }

    /// Loads what was sealed.
    nonisolated(nonsending) func load(
        envelope file: [UInt8],
        partBytes: Int = 32_768
    ) async throws -> LoadReceipt {
        try await beginLoad()
        for start in stride(from: 0, to: file.count, by: partBytes) {
            try await append(Array(file[start..<min(start + partBytes, file.count)]))
        }
        return try await finishLoad()
    }

    /// Loads a file of text.
    nonisolated(nonsending) func load(text: String) async throws -> LoadReceipt {
        try await load(Array(text.utf8))
    }
}

/// A clock that tells how often it was asked: second 1, second 2, and so on.
final class CountingClock: RegistryHostHandler {
    private let count = Mutex<Int64>(0)

    var askedCount: Int64 { count.withLock { $0 } }

    func now() async throws -> Timestamp {
        Timestamp(
            secondsSince1970: count.withLock { count in
                count += 1
                return count
            }
        )
    }
}

/// A clock that tells nothing.
struct BrokenClock: RegistryHostHandler {
    struct Stopped: Error {}

    func now() async throws -> Timestamp { throw Stopped() }
}

/// Lines that an enclave has printed.
final class CollectedLog: Sendable {
    private let collected = Mutex<[String]>([])

    var lines: [String] { collected.withLock { $0 } }

    func append(_ line: String) { collected.withLock { $0.append(line) } }
}
