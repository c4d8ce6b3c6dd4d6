import EnclaveTesting
import RedoubtHost
import RegistryInterface
import Testing

/// That histograms count right, and never tell of a few.
struct HistogramTests {
    @Test(arguments: testedIsolation)
    func `Every bin counts the values that lie in it`(level: IsolationLevel) async throws {
        try await withRegistry(sealedBy: level) { registry in
            _ = try await registry.load(Patients.file)
            for column in RegistryColumns.names {
                for group in PatientGroup.allCases {
                    let bins = try await registry.histogram(of: column, in: group, bins: 64)
                    let values = Patients.shipped.values(column, group)
                    #expect(bins.map(\.count).reduce(0, +) == values.count)
                    for (index, bin) in bins.enumerated() {
                        let isLast = index == bins.count - 1
                        let inside = values.filter {
                            $0 >= bin.lower && ($0 < bin.upper || isLast && $0 == bin.upper)
                        }
                        #expect(bin.count == inside.count, "\(column), \(group), bin \(index)")
                    }
                }
            }
        }
    }

    @Test(arguments: testedIsolation)
    func `No bin holds one to nine patients of a diagnosis, however many bins are asked for`(
        level: IsolationLevel
    ) async throws {
        try await withRegistry(sealedBy: level) { registry in
            _ = try await registry.load(Patients.file)
            for column in RegistryColumns.names {
                let finest = try await registry.histogram(of: column, in: .all, bins: 64)
                for wanted in 2...64 {
                    let malignant = try await registry.histogram(
                        of: column,
                        in: .malignant,
                        bins: wanted
                    )
                    let benign = try await registry.histogram(
                        of: column,
                        in: .benign,
                        bins: wanted
                    )
                    let all = try await registry.histogram(of: column, in: .all, bins: wanted)
                    #expect((1...wanted).contains(all.count))
                    #expect((malignant + benign).allSatisfy { $0.count == 0 || $0.count >= 10 })
                    // The same bins for each group, so that subtracting tells nothing new.
                    #expect(malignant.map(\.lower) == all.map(\.lower))
                    #expect(benign.map(\.upper) == all.map(\.upper))
                    #expect(zip(malignant, benign).map { $0.count + $1.count } == all.map(\.count))
                    // And edges that are edges of the finest bins, for the same reason.
                    #expect(Set(finest.map(\.upper)).isSuperset(of: all.map(\.upper)))
                }
            }
        }
    }

    @Test(arguments: testedIsolation)
    func `Bins join without a gap, from the smallest value to the largest`(
        level: IsolationLevel
    ) async throws {
        try await withRegistry(sealedBy: level) { registry in
            _ = try await registry.load(Patients.file)
            for column in RegistryColumns.names {
                let bins = try await registry.histogram(of: column, in: .malignant, bins: 20)
                let all = Patients.shipped.values(column, .all)
                #expect(bins.first?.lower == all.min())
                #expect(bins.last?.upper == all.max())
                #expect(bins.dropFirst().map(\.lower) == bins.dropLast().map(\.upper))
                #expect(bins.allSatisfy { $0.lower < $0.upper })
            }
        }
    }

    @Test(arguments: testedIsolation)
    func `Histograms agree with what NumPy computes`(level: IsolationLevel) async throws {
        let reference = try Reference.load()
        #expect(reference.histograms.count == 12)
        try await withRegistry(sealedBy: level) { registry in
            _ = try await registry.load(Patients.file)
            for entry in reference.histograms {
                let group = try #require(Reference.group(entry.group))
                let bins = try await registry.histogram(
                    of: entry.column,
                    in: group,
                    bins: entry.wanted
                )
                let expected = entry.bins.map {
                    HistogramBin(lower: $0.lower, upper: $0.upper, count: $0.count)
                }
                #expect(bins == expected, "\(entry.group), \(entry.wanted) bins")
            }
        }
    }

    /// The range is such that dividing by a slice's width rounds to the slice before.
    @Test(arguments: testedIsolation)
    func `A value on the edge of two bins belongs to the one that begins there`(
        level: IsolationLevel
    ) async throws {
        try await withRegistry(sealedBy: level) { registry in
            let patients = (0..<30).map { MadeUpFile.patient(["0.1", "0.11", "0.18"][$0 % 3]) }
            _ = try await registry.load(text: MadeUpFile.header(30) + patients.joined())
            let bins = try await registry.histogram(of: "mean area", in: .all, bins: 64)
            #expect(bins.first { $0.lower == 0.11 }?.count == 10)
            #expect(bins.first { $0.upper == 0.11 }?.count == 0)
        }
    }

    @Test(arguments: testedIsolation)
    func `A column with one value has one bin`(level: IsolationLevel) async throws {
        try await withRegistry(sealedBy: level) { registry in
            let patients = String(repeating: MadeUpFile.patient("3"), count: 11)
            _ = try await registry.load(text: MadeUpFile.header(11) + patients)
            let bins = try await registry.histogram(of: "mean area", in: .malignant, bins: 5)
            #expect(bins.map(\.count).filter { $0 > 0 } == [11])
            #expect(bins.allSatisfy { $0.lower == 3 && $0.upper == 3 })
        }
    }
}
