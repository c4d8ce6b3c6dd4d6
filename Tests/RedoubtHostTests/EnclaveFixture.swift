import EnclaveTesting
import FixtureInterface
import RedoubtHost

/// Launches the fixture at a level and calls `body` with it.
func withFixture<Result>(
    _ level: IsolationLevel,
    _ change: (inout LaunchOptions) -> Void = { _ in },
    _ body: (Enclave, FixtureClient<Enclave>) async throws -> Result
) async throws -> Result {
    var options = LaunchOptions()
    options.isolation = .exactly(level)
    options.handlers = [OracleDispatcher(HonestOracle())]
    options.log = { _ in }
    change(&options)
    return try await Enclave.withLaunched(
        try await enclaveImage("FixtureEnclave"),
        policy: .development,
        options: options
    ) { enclave in
        try await body(enclave, FixtureClient(enclave))
    }
}

/// The error that `body` throws.
func enclaveError(_ body: () async throws -> Void) async -> EnclaveError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? EnclaveError
    }
}

/// Answers as it should.
struct HonestOracle: OracleHandler {
    func next(after number: Int) -> Int { number + 1 }
    func mayFail(_ number: Int) throws -> Int { number }
}
