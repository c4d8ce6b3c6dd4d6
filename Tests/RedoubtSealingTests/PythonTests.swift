import EnclaveTesting
import Foundation
@testable import RedoubtSealing
import Testing

/// The scripts share no code with ours: what both understand is what docs/SEALING.md says.
@Suite("Python on the other side")
struct PythonTests {
    @Test("Blobs that Python sealed for every policy, epoch and older version open")
    func vectors() throws {
        var opened = 0
        for set in try SealingVectors.read().sets {
            let keys = set.platformKeys
            for vector in set.blobs {
                let policy = try #require(
                    SealingPolicy.allCases.first { $0.description == vector.policy }
                )
                let sealer = try Sealer(policy: policy, keys: keys)
                let data = try sealer.unseal(
                    vector.blob.hexadecimalBytes,
                    context: SealingContext(vector.context.hexadecimalBytes)
                )
                #expect(data.content == vector.content.hexadecimalBytes)
                #expect(data.needsReseal == (vector.epoch != 5 || vector.version != set.version))
                opened += 1
            }
        }
        #expect(opened > 200)
    }

    @Test("The vectors are those that the script computes now")
    func generated() async throws {
        guard try await hasPythonCryptography() else { return }
        let script = SealingVectors.folder.appendingPathComponent("make_vectors.py").path
        let output = try await run("/usr/bin/env", ["python3", script])
        try #require(output.status == 0, "\(output.standardError)")
        let file = SealingVectors.folder.appendingPathComponent("sealing.json")
        #expect(try Data(contentsOf: file) == Data(output.standardOutput.utf8))
    }

    @Test("docs/unseal.py, of 30 lines at most, opens what is sealed here, given the policy's key")
    func script() async throws {
        let script = repository.appendingPathComponent("docs/unseal.py")
        let lines = try String(contentsOf: script, encoding: .utf8).split(separator: "\n")
        #expect(lines.count <= 30)
        guard try await hasPythonCryptography() else { return }
        let set = try #require(try SealingVectors.read().sets.last)
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        for policy in SealingPolicy.allCases {
            let vector = try #require(
                set.blobs.first {
                    $0.policy == policy.description && $0.epoch == 5 && $0.version == set.version
                }
            )
            let sealer = try Sealer(policy: policy, keys: set.platformKeys)
            let blob = try sealer.seal(Array("from Swift".utf8), context: "a context")
            try Data(blob).write(to: file)
            func open(_ key: String, _ context: String) async throws -> ProgramOutput {
                try await run("/usr/bin/env", ["python3", script.path, file.path, key, context])
            }
            let output = try await open(vector.policyKey, "a context")
            #expect(output.status == 0, "\(output.standardError)")
            #expect(output.standardOutput == "from Swift")
            #expect(try await open(vector.policyKey, "another").status == 1)
            let other = [UInt8](repeating: 1, count: 32).hexadecimal
            #expect(try await open(other, "a context").status == 1)
        }
    }
}
