import RedoubtHost
import RegistryInterface

/// Shows what the registry refuses: with a few patients alone, one diagnosis is too rare.
struct SmallRegistry {
    let file: PatientDataFile
    let owner: DataOwner

    func show(in enclave: Enclave) async throws {
        print("\nThe first 25 patients alone:")
        _ = try await file.load(into: enclave, by: owner)
        let registry = RegistryClient(enclave)
        for group in PatientGroup.allCases {
            do {
                print("  \(group): \(try await registry.count(of: group)) patients")
            } catch let error as RegistryError {
                print("  \(group): refused, \(error)")
            }
        }
    }
}
