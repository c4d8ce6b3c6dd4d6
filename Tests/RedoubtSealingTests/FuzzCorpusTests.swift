import EnclaveTesting
import Foundation
import FuzzTargets
import Testing

/// What `make fuzz` tries for minutes, over the inputs that it starts from.
@Suite("The fuzzers' corpus of what is sealed")
struct FuzzCorpusTests {
    @Test(
        "Each input keeps the promises, and each target opens some",
        arguments: ["sealed", "store", "key-page"]
    )
    func corpus(_ target: String) throws {
        let files = try FileManager.default.contentsOfDirectory(
            at: repository.appendingPathComponent("Fuzzing/Corpus/\(target)"),
            includingPropertiesForKeys: nil
        )
        let opened = try files.filter { file in
            let bytes = [UInt8](try Data(contentsOf: file))
            return switch target {
            case "sealed": SealingTarget.blob(bytes) == .opened
            case "store": StoreTarget.run(bytes) == .opened
            default: SealingTarget.keys(bytes) == .opened
            }
        }.map(\.lastPathComponent)
        #expect(opened.count >= 6, "\(opened)")
        #expect(!opened.contains("other-context"))
    }
}
