import Foundation
import RedoubtImage
import Testing

@testable import RedoubtCommands

@Suite("The corpus of manifests")
struct ManifestCorpusTests {
    private func parse(_ text: String) throws -> EnclaveConfiguration {
        try EnclaveManifest.parse(Data(text.utf8), path: "Vault/enclave.json")
    }

    @Test(arguments: ManifestCorpus.accepted)
    func `What the schema accepts is read`(text: String) throws {
        try parse(text).validate()
    }

    @Test(arguments: ManifestCorpus.refused + ManifestCorpus.refusedByTheParserAlone)
    func `What is refused is refused as a failure that names the file`(text: String) throws {
        let failure = try #require(throws: CommandFailure.self) { try parse(text) }
        #expect(failure.description.hasPrefix("Vault/enclave.json: "))
    }

    @Test(arguments: ManifestCorpus.accepted.filter { $0.count > 2 })
    func `A file that ends too early is refused`(text: String) {
        for end in 1..<text.utf8.count {
            #expect(throws: CommandFailure.self) { try parse(String(text.prefix(end))) }
        }
    }

    @Test(arguments: ManifestCorpus.accepted)
    func `Comments and blanks anywhere between the tokens change nothing`(text: String) throws {
        let plain = try parse(text)
        #expect(try parse("// 1e3 {\"threads\": 2}\n\(text)\n/* , } */") == plain)
        #expect(try parse("\u{FEFF}\(text)") == plain)
        let spread = text.replacingOccurrences(of: ": ", with: " /* : */\r\n: // ,\n")
            .replacingOccurrences(of: "}", with: "\t/*}*/ }")
        if !text.contains("-") { #expect(try parse(spread) == plain) }
    }
}
