import EnclaveTesting
import RedoubtHost
import RegistryInterface
import Testing

/// That a file arrives, however it is sent.
struct LoadTests {
    private static let column = "worst concavity"

    /// The last size is the largest that a message holds beside its length.
    @Test(arguments: testedIsolation, [1, 7, 4_096, 65_500])
    func `A file may be cut anywhere`(level: IsolationLevel, partBytes: Int) async throws {
        try await withRegistry(sealedBy: level) { registry in
            _ = try await registry.load(Patients.file, partBytes: partBytes)
            for group in PatientGroup.allCases {
                let summary = try await registry.summary(of: Self.column, in: group)
                #expect(isClose(summary, Patients.shipped.summary(Self.column, group)))
            }
        }
    }

    @Test(arguments: testedIsolation)
    func `Parts may be empty, and the last line may lack its end`(
        level: IsolationLevel
    ) async throws {
        try await withRegistry(sealedBy: level) { registry in
            let file = Array(MadeUpFile.with(malignant: 12, benign: 0).utf8.dropLast())
            let envelope = try await registry.sealed(file)
            try await registry.beginLoad()
            try await registry.append([])
            try await registry.append(envelope)
            try await registry.append([])
            _ = try await registry.finishLoad()
            #expect(try await registry.count(of: .all) == 12)
        }
    }

    @Test(arguments: testedIsolation)
    func `The enclave asks its host for the time once in each load`(
        level: IsolationLevel
    ) async throws {
        let clock = CountingClock()
        try await withRegistry(sealedBy: level, clock: clock) { registry in
            #expect(clock.askedCount == 0)
            for load in 1...3 {
                let receipt = try await registry.load(Patients.file)
                #expect(receipt.endedAt == Timestamp(secondsSince1970: Int64(load)))
                _ = try await registry.summary(of: Self.column, in: .all)
                #expect(clock.askedCount == load)
            }
            await #expect(throws: RegistryError.self) { try await registry.load(text: "") }
            #expect(clock.askedCount == 3)
        }
    }

    @Test(arguments: testedIsolation)
    func `Without a time no load ends, and the registry goes on with what it had`(
        level: IsolationLevel
    ) async throws {
        for clock: (any RegistryHostHandler)? in [BrokenClock(), nil] {
            try await withRegistry(sealedBy: level, clock: clock) { registry in
                await #expect(throws: RegistryError.clockUnavailable) {
                    try await registry.load(Patients.file)
                }
                await #expect(throws: RegistryError.nothingLoaded) {
                    try await registry.count(of: .all)
                }
            }
        }
    }

    @Test(arguments: testedIsolation)
    func `A load takes the place of the one before, and only when it is complete`(
        level: IsolationLevel
    ) async throws {
        try await withRegistry(sealedBy: level) { registry in
            _ = try await registry.load(Patients.file)
            let next = try await registry.sealed(
                Array(MadeUpFile.with(malignant: 11, benign: 14).utf8)
            )
            try await registry.beginLoad()
            for byte in next {
                try await registry.append([byte])
            }
            #expect(try await registry.count(of: .all) == 569)
            _ = try await registry.finishLoad()
            #expect(try await registry.count(of: .all) == 25)
            #expect(try await registry.count(of: .benign) == 14)
        }
    }

    @Test(arguments: testedIsolation)
    func `Nothing is loaded that has not begun`(level: IsolationLevel) async throws {
        try await withRegistry(sealedBy: level) { registry in
            await #expect(throws: RegistryError.noLoadBegun) { try await registry.append([1]) }
            await #expect(throws: RegistryError.noLoadBegun) { try await registry.finishLoad() }
            _ = try await registry.load(Patients.file)
            await #expect(throws: RegistryError.noLoadBegun) { try await registry.finishLoad() }
            #expect(try await registry.count(of: .all) == 569)
        }
    }

    @Test(arguments: testedIsolation)
    func `A load that begins again forgets what came before`(level: IsolationLevel) async throws {
        try await withRegistry(sealedBy: level) { registry in
            try await registry.beginLoad()
            try await registry.append(Array("2,30,mal".utf8))
            _ = try await registry.load(Patients.file)
            #expect(try await registry.count(of: .all) == 569)
        }
    }

    @Test(arguments: testedIsolation)
    func `The largest file fits into the enclave's heap, three times`(
        level: IsolationLevel
    ) async throws {
        let count = RegistryLimits.maximumPatients
        let file = Array(MadeUpFile.with(malignant: count / 2, benign: count / 2).utf8)
        try await withRegistry(sealedBy: level) { registry in
            for _ in 0..<3 {
                _ = try await registry.load(file, partBytes: 65_000)
                #expect(try await registry.summary(of: Self.column, in: .all).count == count)
            }
        }
    }
}
