import Foundation
import FuzzTargets
import Testing

/// What `make fuzz` tries for minutes, over the inputs that it starts from.
@Suite("The fuzzers' corpus of evidence")
struct FuzzCorpusTests {
    @Test(
        "Each input keeps the promises, and each target reads one",
        arguments: [
            "quote", "collateral", "tcb-info", "certificate", "snp", "nitro", "tpm", "token",
            "policy",
        ]
    )
    func corpus(_ target: String) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Fuzzing/Corpus/\(target)")
        let files = try FileManager.default.contentsOfDirectory(
            at: folder,
            includingPropertiesForKeys: nil
        )
        let outcomes = try files.map { file in
            let bytes = [UInt8](try Data(contentsOf: file))
            return switch target {
            case "quote": EvidenceTarget.quote(bytes)
            case "collateral": EvidenceTarget.collateral(bytes)
            case "tcb-info": EvidenceTarget.tcbInfo(bytes)
            case "certificate": EvidenceTarget.certificate(bytes)
            case "snp": EvidenceTarget.report(bytes)
            case "nitro": EvidenceTarget.nitro(bytes)
            case "tpm": EvidenceTarget.tpm(bytes)
            case "token": EvidenceTarget.token(bytes)
            default: EvidenceTarget.policy(bytes)
            }
        }
        #expect(outcomes.contains(.refused), "no input is read")
    }
}
