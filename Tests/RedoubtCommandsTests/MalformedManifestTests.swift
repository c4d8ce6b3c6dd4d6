import Foundation
import Testing

@testable import RedoubtCommands

@Suite("A manifest with errors")
struct MalformedManifestTests {
    /// The text of the failure; every failure names the file first.
    private func failure(of text: String) -> String {
        do {
            let configuration = try EnclaveManifest.parse(
                Data(text.utf8),
                path: "Vault/enclave.json"
            )
            Issue.record("read as \(configuration)")
            return ""
        } catch {
            let description = "\(error)"
            #expect(error is CommandFailure, "\(description)")
            #expect(description.hasPrefix("Vault/enclave.json: "))
            return description
        }
    }

    @Test(arguments: ["thread", "Threads", "heap", "", "isDebug", "🏰"])
    func `An unknown key is named, and the known ones are`(key: String) {
        let text = failure(of: "{\"threads\": 2, \"\(key)\": 1}")
        #expect(text.contains("unknown key \"\(key)\""))
        for known in ["threads", "heapBytes", "stackBytes", "channelBytes", "debug"] {
            #expect(text.contains("\"\(known)\""))
        }
    }

    @Test(
        arguments: ["threads", "heapBytes", "stackBytes", "channelBytes"],
        ["\"2\"", "true", "[2]", "{}"]
    )
    func `A value of another type is refused by its key`(key: String, value: String) {
        #expect(failure(of: "{\"\(key)\": \(value)}").contains("\"\(key)\""))
    }

    @Test(arguments: ["1", "0", "\"true\"", "[]"])
    func `What is no Boolean is refused by its key`(value: String) {
        #expect(failure(of: "{\"debug\": \(value)}").contains("\"debug\""))
    }

    @Test(arguments: ["null", "1.5", "9223372036854775808", "1e30", "-1e400", "NaN", "Infinity"])
    func `A number that is no integer, and null, are refused by the key`(value: String) {
        #expect(failure(of: "{\"threads\": \(value)}").contains("\"threads\""))
    }

    @Test(
        arguments: [
            "{", "}", "{]", "[", "\"threads\": 1", "{\"threads\": }", "{\"threads\" 1}",
            "{\"threads\": 1,, }", "{\"threads\": 1} x", "/* never ends", "{\"a\": \"b}",
        ]
    )
    func `What is not JSON is called so`(text: String) {
        #expect(failure(of: text).contains("not JSON"))
    }

    @Test(arguments: ["[]", "1", "\"threads\"", "true", "null", "[{\"threads\": 1}]"])
    func `JSON that is no object is refused`(text: String) {
        #expect(!failure(of: text).contains("\"\""))
    }
}
