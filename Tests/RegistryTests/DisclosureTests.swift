import EnclaveTesting
import RedoubtHost
import RegistryInterface
import Testing

/// That no answer is about fewer than ten patients.
struct DisclosureTests {
    private static let tooSmall = RegistryError.groupTooSmall(minimumPatients: 10)

    /// Expects that every question about the group is refused.
    private func expectRefusal(
        _ registry: RegistryClient<Enclave>,
        _ group: PatientGroup,
        _ error: RegistryError = Self.tooSmall
    ) async {
        await #expect(throws: error) { try await registry.count(of: group) }
        await #expect(throws: error) {
            try await registry.summary(of: "mean radius", in: group)
        }
        await #expect(throws: error) {
            try await registry.histogram(of: "mean radius", in: group, bins: 2)
        }
    }

    /// Expects that every question about the group is answered.
    private func expectAnswer(
        _ registry: RegistryClient<Enclave>,
        _ group: PatientGroup,
        count: Int
    ) async throws {
        #expect(try await registry.count(of: group) == count)
        #expect(try await registry.summary(of: "worst area", in: group).count == count)
        let bins = try await registry.histogram(of: "worst area", in: group, bins: 64)
        #expect(bins.map(\.count).reduce(0, +) == count)
    }

    @Test(arguments: testedIsolation)
    func `Groups of fewer than ten patients are refused`(level: IsolationLevel) async throws {
        try await withRegistry(sealedBy: level) { registry in
            for count in [0, 1, 2, 9] {
                _ = try await registry.load(text: MadeUpFile.with(malignant: count, benign: 0))
                for group in PatientGroup.allCases { await expectRefusal(registry, group) }
            }
        }
    }

    @Test(arguments: testedIsolation)
    func `Groups of ten patients are answered`(level: IsolationLevel) async throws {
        try await withRegistry(sealedBy: level) { registry in
            _ = try await registry.load(text: MadeUpFile.with(malignant: 10, benign: 10))
            try await expectAnswer(registry, .all, count: 20)
            try await expectAnswer(registry, .malignant, count: 10)
            try await expectAnswer(registry, .benign, count: 10)
        }
    }

    @Test(arguments: testedIsolation)
    func `A group that leaves out fewer than ten patients is refused, or they could be subtracted`(
        level: IsolationLevel
    ) async throws {
        try await withRegistry(sealedBy: level) { registry in
            _ = try await registry.load(text: MadeUpFile.with(malignant: 9, benign: 30))
            await expectRefusal(registry, .malignant)
            await expectRefusal(registry, .benign)
            try await expectAnswer(registry, .all, count: 39)
            // No cell could hide the nine, so there is but one bin.
            let bins = try await registry.histogram(of: "mean area", in: .all, bins: 64)
            #expect(bins.count == 1)
        }
    }

    @Test(arguments: testedIsolation)
    func `A group that leaves out nobody is answered`(level: IsolationLevel) async throws {
        try await withRegistry(sealedBy: level) { registry in
            _ = try await registry.load(text: MadeUpFile.with(malignant: 0, benign: 12))
            try await expectAnswer(registry, .all, count: 12)
            try await expectAnswer(registry, .benign, count: 12)
            await expectRefusal(registry, .malignant)
        }
    }

    @Test(arguments: testedIsolation)
    func `Nothing is answered before patients were loaded`(level: IsolationLevel) async throws {
        try await withRegistry(sealedBy: level) { registry in
            for group in PatientGroup.allCases {
                await expectRefusal(registry, group, .nothingLoaded)
            }
            try await registry.beginLoad()
            try await registry.append(Patients.file.prefix(5_000).map { $0 })
            await expectRefusal(registry, .all, .nothingLoaded)
        }
    }

    @Test(arguments: testedIsolation)
    func `Unknown columns and numbers of bins are refused`(level: IsolationLevel) async throws {
        try await withRegistry(sealedBy: level) { registry in
            _ = try await registry.load(Patients.file)
            for column in ["", "radius", "Mean radius", "mean radius ", "mean\u{0}radius", "é"] {
                await #expect(throws: RegistryError.unknownColumn) {
                    try await registry.summary(of: column, in: .all)
                }
                await #expect(throws: RegistryError.unknownColumn) {
                    try await registry.histogram(of: column, in: .all, bins: 10)
                }
            }
            for bins in [Int.min, -1, 0, 1, 65, Int.max] {
                await #expect(throws: RegistryError.binCountOutOfRange(minimum: 2, maximum: 64)) {
                    try await registry.histogram(of: "mean radius", in: .all, bins: bins)
                }
            }
        }
    }

    @Test(arguments: testedIsolation)
    func `The log does not tell the size of a small registry`(level: IsolationLevel) async throws {
        let log = CollectedLog()
        try await withRegistry(sealedBy: level, log: { log.append($0) }) { registry in
            _ = try await registry.load(text: MadeUpFile.with(malignant: 4, benign: 3))
            _ = try await registry.load(Patients.file)
        }
        #expect(
            log.lines == [
                "registry: fewer than 10 patients loaded, 1 s after 1970 began",
                "registry: 569 patients loaded, 2 s after 1970 began",
            ]
        )
    }
}
