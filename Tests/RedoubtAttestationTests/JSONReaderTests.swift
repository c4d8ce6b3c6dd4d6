import Testing

@testable import RedoubtAttestation

@Suite("JSON of collateral and policies")
struct JSONReaderTests {
    private func skip(_ text: String) throws(Reason) {
        var reader = try JSONReader(Array(text.utf8), at: "test")
        try reader.skipValue()
        try reader.requireEnd()
    }

    @Test(
        "Well-formed text is read",
        arguments: [
            "{}", "[]", " [1, -2.5e+3, \"a\\u00e9\\ud83d\\ude00\", true, false, null] ",
            #"{"a":{"b":[{}]}}"#,
        ]
    )
    func wellFormed(_ text: String) throws {
        try skip(text)
    }

    @Test(
        "Malformed text is refused",
        arguments: [
            "", "{", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "[01]", "[1.]", "[+1]", "[1e]", "nul",
            "[\"\\x\"]",
            "[\"\\ud800\"]", "[\"a\nb\"]", "{} {}", "\"a", "{\"a\":1,\"a\":2}",
            #"{"a":1,"\u0061":2}"#,
        ]
    )
    func malformed(_ text: String) {
        #expect(throws: Reason.self) { try skip(text) }
    }

    @Test("Deep nesting, many keys and huge numbers are refused before they cost anything")
    func limits() {
        #expect(throws: Reason.self) { try skip(String(repeating: "[", count: 100_000)) }
        let keys = (0..<1000).map { "\"\($0)\":0" }.joined(separator: ",")
        #expect(throws: Reason.self) { try skip("{\(keys)}") }
        var reader = try? JSONReader(Array("99999999999999999999999".utf8), at: "test")
        #expect(throws: Reason.self) { try reader?.unsigned(limit: .max / 16) }
    }

    @Test("A bundle that is written is read as it was")
    func bundle() throws {
        let bundle = try QuoteCase.domain.bundle()
        #expect(try Collateral(json: bundle.json) == bundle)
    }
}
