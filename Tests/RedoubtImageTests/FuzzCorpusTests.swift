import EnclaveTesting
import Foundation
import FuzzTargets
import Testing

/// What `make fuzz` tries for minutes, over the inputs that it starts from.
@Suite("The fuzzers' corpus")
struct FuzzCorpusTests {
    private func inputs(_ target: String) throws -> [[UInt8]] {
        let folder = repository.appendingPathComponent("Fuzzing/Corpus/\(target)")
        return try FileManager.default.contentsOfDirectory(
            at: folder,
            includingPropertiesForKeys: nil
        ).map { try [UInt8](Data(contentsOf: $0)) }
    }

    @Test func `Images keep their promises, however far they are read`() throws {
        let outcomes = try inputs("image").map(ImageTarget.run)
        for outcome in [.refused, .unverified, .verified, .genuine] as [ImageTarget.Outcome] {
            #expect(outcomes.contains(outcome), "no input is \(outcome)")
        }
    }

    @Test func `Programs keep their promises, however far they are read`() throws {
        let outcomes = try inputs("program").map(ProgramTarget.run)
        for outcome in [.refused, .large, .image] as [ProgramTarget.Outcome] {
            #expect(outcomes.contains(outcome), "no input is \(outcome)")
        }
    }

    @Test func `The corpus is small`() throws {
        let sizes = try (inputs("image") + inputs("program")).map(\.count)
        #expect(sizes.reduce(0, +) < 200_000)
    }
}
