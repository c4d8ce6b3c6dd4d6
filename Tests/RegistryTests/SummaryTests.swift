import EnclaveTesting
import RedoubtHost
import RegistryInterface
import Testing

/// That the numbers are right.
struct SummaryTests {
    @Test(arguments: testedIsolation)
    func `Every column of every group agrees with another computation`(
        level: IsolationLevel
    ) async throws {
        try await withRegistry(sealedBy: level) { registry in
            _ = try await registry.load(Patients.file)
            for group in PatientGroup.allCases {
                for column in RegistryColumns.names {
                    let expected = Patients.shipped.summary(column, group)
                    let summary = try await registry.summary(of: column, in: group)
                    #expect(isClose(summary, expected), "\(column), \(group)")
                    #expect(try await registry.count(of: group) == expected.count)
                }
            }
        }
    }

    @Test(arguments: testedIsolation)
    func `Summaries agree with what NumPy computes`(level: IsolationLevel) async throws {
        let reference = try Reference.load()
        #expect(reference.summaries.count == 24)
        try await withRegistry(sealedBy: level) { registry in
            _ = try await registry.load(Patients.file)
            for entry in reference.summaries {
                let group = try #require(Reference.group(entry.group))
                let summary = try await registry.summary(of: entry.column, in: group)
                #expect(isClose(summary, entry.summary), "\(entry.column), \(entry.group)")
            }
        }
    }

    @Test(arguments: testedIsolation)
    func `Numbers are read as exactly as Swift reads them`(level: IsolationLevel) async throws {
        let texts = [
            "0", "-0", "+7", "007", "0.1", "-0.3", ".5", "5.", "999999999999999",
            "0.000000000000001",
            "123456789.012345", "1e22", "1e-22", "999999999999999e22", "999999999999999e-22",
            "9007199254740.9", "2.2250738585072e-5", "1E+3", "1e-0", "0.00643999999999",
            "8.98846567431158e12", "0.3", "0.7", "1.1", "4.35", "0.06054", "123.456e-7", "5e-10",
            "33333333333.3333", "000000000000000000000000001.5",
        ]
        try await withRegistry(sealedBy: level) { registry in
            let patients = Array(repeating: MadeUpFile.patient(values: texts), count: 10)
            _ = try await registry.load(text: MadeUpFile.header(10) + patients.joined())
            for (column, text) in zip(RegistryColumns.names, texts) {
                let summary = try await registry.summary(of: column, in: .all)
                #expect(summary.minimum == Double(text), "\(text)")
                #expect(summary.maximum == Double(text), "\(text)")
            }
        }
    }

    @Test(arguments: testedIsolation)
    func `The variance of values that lie close together is not lost`(
        level: IsolationLevel
    ) async throws {
        try await withRegistry(sealedBy: level) { registry in
            let values = ["1000000000.25", "1000000000.50", "1000000000.75"]
            let lines = (0..<12).map { MadeUpFile.patient(values[$0 % 3]) }
            _ = try await registry.load(text: MadeUpFile.header(12) + lines.joined())
            let summary = try await registry.summary(of: "mean radius", in: .malignant)
            #expect(summary.mean == 1_000_000_000.5)
            #expect(summary.variance == 0.5 / 11)
        }
    }
}
