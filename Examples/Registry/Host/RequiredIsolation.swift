import RedoubtHost
import RegistryInterface

/// What must seal the enclave, as the command line names it.
enum RequiredIsolation: String {
    case automatic
    case virtualization
    case process

    /// What to ask for, in this order, until the machine gives it.
    private var attempts: [Isolation] {
        switch self {
        case .automatic: [.automatic]
        case .virtualization: [.atLeast(IsolationLevel(.virtualization, .ordinary))]
        case .process:
            [
                .exactly(IsolationLevel(.process, .private)),
                .exactly(IsolationLevel(.process, .ordinary)),
            ]
        }
    }

    /// Launches the registry for the time that `body` runs.
    func withLaunched(_ image: String, _ body: (Enclave) async throws -> Void) async throws {
        var options = LaunchOptions()
        options.handlers = [RegistryHostDispatcher(SystemClock())]
        options.log = { line in print("The enclave says: \(line)") }
        let attempts = attempts
        for (number, isolation) in attempts.enumerated() {
            options.isolation = isolation
            do {
                return try await Enclave.withLaunched(image, options: options, body)
            } catch let error as EnclaveError
                where error.code == .isolationUnavailable && number + 1 < attempts.count
            {
                continue
            }
        }
    }
}
