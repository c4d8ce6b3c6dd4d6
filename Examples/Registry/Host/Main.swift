import Foundation
import RedoubtHost
import RegistryInterface

@main
enum Main {
    static func main() async {
        do {
            let arguments = try Arguments(CommandLine.arguments.dropFirst())
            if arguments.wantsHelp {
                print(Arguments.usage)
            } else {
                try await run(arguments)
            }
        } catch {
            FileHandle.standardError.write(Data("registry: \(error)\n".utf8))
            exit(ExitCode(for: error).rawValue)
        }
    }

    private static func run(_ arguments: Arguments) async throws {
        let file = try PatientDataFile(path: arguments.data)
        let image = try arguments.image ?? EnclaveImageLocator.find("RegistryEnclave")
        try await arguments.isolation.withLaunched(image, policy: arguments.policy) { enclave in
            let identity = enclave.identity
            print("Enclave:   \(identity.measurement)")
            print(
                "Signed by: \(identity.isDevelopment ? "the DEVELOPMENT KEY" : "\(identity.signer)")"
            )
            print("Sealed by: \(enclave.isolation)")
            for stronger in enclave.unavailable {
                print("  not by \(stronger.level): \(stronger.reason)")
            }
            let registry = RegistryClient(enclave)
            try await file.load(into: registry)
            try await Report(registry: registry).print()
            try await SmallRegistry(file: file).show(in: registry)
        }
    }
}
