import EnclaveTesting
import RedoubtHost
import RegistryInterface
import Testing

/// That many tasks can ask at the same time.
struct ConcurrencyTests {
    @Test(arguments: testedIsolation)
    func `Answers are the same for many who ask at the same time`(
        level: IsolationLevel
    ) async throws {
        try await withRegistry(sealedBy: level) { registry in
            _ = try await registry.load(Patients.file)
            var expected: [String: Summary] = [:]
            for column in RegistryColumns.names {
                expected[column] = try await registry.summary(of: column, in: .benign)
            }
            let histogram = try await registry.histogram(of: "mean area", in: .all, bins: 32)
            try await withThrowingTaskGroup(of: Void.self) { [expected] group in
                for task in 0..<64 {
                    group.addTask {
                        for step in RegistryColumns.names.indices {
                            let column = RegistryColumns.names[(task + step) % 30]
                            let summary = try await registry.summary(of: column, in: .benign)
                            #expect(summary == expected[column])
                        }
                        let bins = try await registry.histogram(of: "mean area", in: .all, bins: 32)
                        #expect(bins == histogram)
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(arguments: testedIsolation)
    func `Who asks during a load is told of the old patients or the new, never of a mixture`(
        level: IsolationLevel
    ) async throws {
        let other = Array(MadeUpFile.with(malignant: 40, benign: 60).utf8)
        try await withRegistry(sealedBy: level) { registry in
            _ = try await registry.load(Patients.file)
            let old = try await registry.summary(of: "mean area", in: .malignant)
            _ = try await registry.load(other)
            let new = try await registry.summary(of: "mean area", in: .malignant)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for _ in 0..<10 {
                        _ = try await registry.load(Patients.file, partBytes: 1_000)
                        _ = try await registry.load(other, partBytes: 1_000)
                    }
                }
                for _ in 0..<4 {
                    group.addTask {
                        for _ in 0..<200 {
                            let summary = try await registry.summary(
                                of: "mean area",
                                in: .malignant
                            )
                            #expect(summary == old || summary == new)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
