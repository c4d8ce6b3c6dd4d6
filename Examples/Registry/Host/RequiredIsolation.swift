import RedoubtHost
import RegistryInterface

/// What must seal the enclave, as the command line names it.
enum RequiredIsolation: String {
    case automatic
    case virtualization
    case process

    private var isolation: Isolation {
        switch self {
        case .automatic: .automatic
        case .virtualization: .backend(.virtualization)
        case .process: .backend(.process)
        }
    }

    /// Launches the registry for the time that `body` runs.
    func withLaunched(
        _ image: String,
        policy: LaunchPolicy,
        _ body: (Enclave) async throws -> Void
    ) async throws {
        var options = LaunchOptions()
        options.isolation = isolation
        options.handlers = [RegistryHostDispatcher(SystemClock())]
        options.log = { line in print("The enclave says: \(line)") }
        try await Enclave.withLaunched(image, policy: policy, options: options, body)
    }
}
