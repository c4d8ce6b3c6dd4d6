import EnclaveTesting
import Foundation
import RedoubtImage
import Testing

@testable import RedoubtCommands

@Suite("What is made from the table of the manifest's keys")
struct ManifestSchemaTests {
    @Test func `The schema in docs is the one that the table makes`() async throws {
        let file = repository.appendingPathComponent("docs/enclave.schema.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text == ManifestSchema.text, "run `redoubt schema > docs/enclave.schema.json`")
        let printed = try await CommandFolder().redoubt("schema")
        #expect(printed.standardOutput == ManifestSchema.text)
    }

    @Test func `The reference in docs has the table of all keys`() throws {
        let file = repository.appendingPathComponent("docs/ENCLAVE_JSON.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains(ManifestReference.table), "it should be:\n\(ManifestReference.table)")
    }

    @Test func `The schema is JSON that describes each key and forbids all others`() throws {
        let object = try JSONSerialization.jsonObject(with: Data(ManifestSchema.text.utf8))
        let schema = try #require(object as? [String: Any])
        #expect(schema["additionalProperties"] as? Bool == false)
        let properties = try #require(schema["properties"] as? [String: [String: Any]])
        #expect(Set(properties.keys) == Set(ManifestKey.all.map(\.name)))
        for (name, property) in properties {
            #expect((property["description"] as? String)?.hasSuffix(".") == true, "\(name)")
        }
        #expect(properties["stackBytes"]?["minimum"] as? Int == 16_384)
        #expect(properties["stackBytes"]?["maximum"] as? Int == 67_108_864)
        #expect(properties["stackBytes"]?["default"] as? Int == 262_144)
    }

    @Test func `A default that is written out changes nothing`() throws {
        for key in ManifestKey.all {
            guard let text = key.defaultText else { continue }
            let configuration = try EnclaveManifest.parse(
                Data("{\"\(key.name)\": \(text)}".utf8),
                path: "enclave.json"
            )
            #expect(configuration == EnclaveConfiguration(), "\(key.name)")
        }
    }

    @Test func `A new package's manifest shows every key with its meaning`() throws {
        let text = ManifestTemplate.text
        for key in ManifestKey.all {
            #expect(text.contains("\"\(key.name)\": "))
            #expect(text.contains("// \(key.explanation)\n"))
        }
        // What is commented out can be uncommented.
        let uncommented = text.replacingOccurrences(of: "    // \"", with: "    \"")
        #expect(uncommented != text)
        let configuration = try EnclaveManifest.parse(
            Data(uncommented.utf8),
            path: "enclave.json"
        )
        var expected = EnclaveConfiguration()
        expected.minimumIsolation = IsolationName.level("process")
        #expect(configuration == expected)
    }

    @Test func `The names of the levels are in order, and each has its level`() {
        #expect(
            IsolationName.all == [
                "process", "process-private", "virtualization", "virtualization-private",
            ]
        )
        for name in IsolationName.all {
            #expect(IsolationName.level(name).map(IsolationName.of) == name)
        }
        #expect(IsolationName.level("sgx") == nil)
    }
}
