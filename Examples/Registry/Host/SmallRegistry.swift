import RedoubtHost
import RegistryInterface

/// Shows what the registry refuses: with the first few patients alone, one diagnosis is too rare.
struct SmallRegistry {
    private static let patientCount = 25

    let file: PatientDataFile

    func show(in registry: RegistryClient<Enclave>) async throws {
        print("\nThe first \(Self.patientCount) patients alone:")
        try await file.prefix(Self.patientCount).load(into: registry)
        for group in PatientGroup.allCases {
            do {
                print("  \(group): \(try await registry.count(of: group)) patients")
            } catch let error as RegistryError {
                print("  \(group): refused, \(error)")
            }
        }
    }
}
