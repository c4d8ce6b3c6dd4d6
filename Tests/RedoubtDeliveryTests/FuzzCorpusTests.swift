import EnclaveTesting
import Foundation
import FuzzTargets
import Testing

/// What `make fuzz` tries for minutes, over the inputs that it starts from.
@Suite("The fuzzers' corpus of delivery")
struct FuzzCorpusTests {
    @Test(
        "Each input keeps the promises, and each target reads or opens one",
        arguments: [
            ("report", DeliveryTarget.Outcome.genuine), ("evidence", .refused), ("offer", .refused),
            ("envelope", .genuine),
        ]
    )
    func corpus(_ target: String, _ expected: DeliveryTarget.Outcome) throws {
        let files = try FileManager.default.contentsOfDirectory(
            at: repository.appendingPathComponent("Fuzzing/Corpus/\(target)"),
            includingPropertiesForKeys: nil
        )
        let outcomes = try files.map { file in
            let bytes = [UInt8](try Data(contentsOf: file))
            return switch target {
            case "report": DeliveryTarget.report(bytes)
            case "evidence": DeliveryTarget.evidence(bytes)
            case "offer": DeliveryTarget.offer(bytes)
            default: DeliveryTarget.envelope(bytes)
            }
        }
        #expect(outcomes.contains(expected), "\(outcomes)")
        #expect(outcomes.count >= 3)
    }
}
