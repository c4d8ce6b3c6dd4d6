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
        let small = try PatientDataFile(path: Arguments.shippedFile("first_25.csv"))
        let owner = try DataOwner()
        defer { owner.end() }
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
            let findings = try await file.load(into: enclave, by: owner)
            // The digest of key and purpose says nothing to people.
            print("The owner of the data says:")
            for line in findings where !line.contains("report data") { print("  \(line)") }
            try await Report(registry: RegistryClient(enclave)).print()
            try await SmallRegistry(file: small, owner: owner).show(in: enclave)
            if arguments.holds {
                print("\nThe enclave runs until standard input ends.")
                fflush(nil)
                while readLine() != nil {}
            }
        }
    }
}
