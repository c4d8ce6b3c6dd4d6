import CryptoFixtureInterface
import EnclaveTesting
import RedoubtHost

/// Launches the enclave that does cryptography at a level, and calls `body` with it.
func withCryptoFixture<Result>(
    _ level: IsolationLevel,
    _ body: (CryptoFixtureClient<Enclave>) async throws -> Result
) async throws -> Result {
    var options = LaunchOptions()
    options.isolation = .exactly(level)
    return try await Enclave.withLaunched(
        try await enclaveImage("CryptoFixtureEnclave"),
        policy: .development,
        options: options
    ) { enclave in
        try await body(CryptoFixtureClient(enclave))
    }
}

/// The text of the refusal that `body` throws; nil if it throws none.
func refusal(_ body: () async throws -> Void) async throws -> String? {
    do {
        try await body()
        return nil
    } catch let refusal as CryptoRefusal {
        return refusal.text
    }
}
