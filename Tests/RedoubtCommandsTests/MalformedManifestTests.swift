import Foundation
import RedoubtImage
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
        for known in ManifestKey.all {
            #expect(text.contains("\"\(known.name)\""))
        }
    }

    @Test(
        arguments: [
            ("thread", "threads"), ("Threads", "threads"), ("heapSize", "heapBytes"),
            ("stacksBytes", "stackBytes"), ("productId", "productID"), ("familyld", "familyID"),
            ("securityversion", "securityVersion"), ("imageVerison", "imageVersion"),
            ("minimumIsolationLevel", "minimumIsolation"), ("schema", "$schema"),
            ("debugg", "debug"), ("heap", "heapBytes"),
        ]
    )
    func `The key that was probably meant is suggested`(key: String, meant: String) {
        #expect(failure(of: "{\"\(key)\": 1}").contains("did you mean \"\(meant)\"?"))
    }

    @Test(arguments: ["mounts", "env", "exe", "", "🏰", String(repeating: "x", count: 5000)])
    func `A key that is near to none gets no suggestion`(key: String) {
        let text = failure(of: "{\"\(key)\": 1}")
        #expect(text.contains("unknown key") && !text.contains("did you mean"))
        #expect(text.count < 500)
    }

    @Test func `The line, what was expected and what was found are said`() {
        let text = failure(
            of: """
                // A comment, with "threads": 3
                {
                    /* and
                       another */ "debug": true,
                    "threads": "many", "heapBytes": 1
                }
                """
        )
        #expect(
            text
                == "Vault/enclave.json: line 5: \"threads\" must be a whole number from 1 to 64, in digits, and "
                + "is \"many\""
        )
    }

    @Test func `A key that stands there twice is refused, however it is spelled`() {
        #expect(
            failure(of: "{\"debug\": false,\n\"debug\": true}")
                == "Vault/enclave.json: line 2: \"debug\" stands on line 1 already: keep one of them"
        )
        for text in [
            "{debug: false, \"debug\": true}", "{'debug': false, \"debug\": true}",
            "{\"\\u0064ebug\": false, \"debug\": true}", "{\"debug\": true, \"debug\": true,}",
            "{\"debug\": [\"debug\"], \"debug\": true}",
        ] {
            #expect(failure(of: text).contains("\"debug\" stands on line 1 already"))
        }
    }

    @Test(
        arguments: [
            "{\"debug\": true, // note\r \"threads\": 1\n, \"debug\": false}",
            "{\"debug\": true, // note\r \"debug\": false}",
            "{\"debug\": true, //\r\u{0B}debug\u{0C}: false}",
        ]
    )
    func `A key after a comment that a carriage return ends is found`(text: String) {
        #expect(failure(of: text).contains("\"debug\" stands on line 1 already"))
    }

    @Test(arguments: ["\u{2028}", "\u{2029}", "\u{85}", "\u{0B}", "\u{0C}"])
    func `Nothing else ends a comment`(separator: String) throws {
        #expect(failure(of: "{// c\(separator)\"threads\": 2}").contains("not JSON"))
        let text = "{// c\(separator)\"threads\": 2\n\"threads\": 3}"
        let configuration = try EnclaveManifest.parse(Data(text.utf8), path: "Vault/enclave.json")
        #expect(configuration.threadCount == 3)
    }

    @Test func `A carriage return ends a comment, and a line`() throws {
        for text in ["{// c\r\"threads\": 2}", "{\u{0B}threads\u{0C}: 2}"] {
            let configuration = try EnclaveManifest.parse(
                Data(text.utf8),
                path: "Vault/enclave.json"
            )
            #expect(configuration.threadCount == 2)
        }
        #expect(failure(of: "{\r// c\r\n\"threads\": 0}").contains("line 3: "))
    }

    @Test(
        arguments: [
            "{\"thr\u{1B}[2Jeads\": 1}", "{\"threads\": \"\u{202E}\u{9B}\"}",
            "{\"\\u202e\\u001b[31m\": 1}", "{\"a\\nb\": 1}", "{\"a\u{2028}b\": 1}",
            "{\"threads\": \u{1B}[2J}", "{\"threads\": [\"\u{2066}\", //\u{200F}\n 1]}",
        ]
    )
    func `What is quoted cannot write elsewhere on the terminal`(text: String) {
        let shown = failure(of: text)
        #expect(
            shown.unicodeScalars.allSatisfy {
                switch $0.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator: false
                default: true
                }
            },
            "\(Array(shown.unicodeScalars))"
        )
    }

    @Test func `A heap without room for the messages is refused with what would do`() {
        let text = failure(of: "{\"threads\": 4, \"heapBytes\": 65536}")
        #expect(text.contains("\"heapBytes\" is 65536") && text.contains("at least 311168"))
    }

    @Test func `What is not UTF-8 is refused`() throws {
        for bytes: [UInt8] in [[0xFF, 0xFE, 0x7B, 0], [0x7B, 0, 0x7D, 0], [0x7B, 0x80, 0x7D]] {
            let failure = try #require(throws: CommandFailure.self) {
                try EnclaveManifest.parse(Data(bytes), path: "Vault/enclave.json")
            }
            #expect(failure.description.contains("not text in UTF-8"))
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
