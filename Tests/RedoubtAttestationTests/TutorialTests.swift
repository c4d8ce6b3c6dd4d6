import Foundation
import Testing

@Suite("The tutorial")
struct TutorialTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Self.folder.appending(path: path), encoding: .utf8)
    }

    @Test func `Its code is compiled`() throws {
        let page = try text(
            "../../Sources/RedoubtAttestation/Documentation.docc/VerifyAnSGXQuote.md"
        )
        // The breaks of lines and the alignment of comments are each place's own.
        let compiled = try text("TutorialCode.swift").filter { !$0.isWhitespace }
        let snippets = page.components(separatedBy: "```swift\n").dropFirst()
            .compactMap { $0.components(separatedBy: "\n```").first }
        #expect(snippets.count == 4)
        // The first is of a manifest.
        for snippet in snippets.dropFirst() {
            let code = snippet.split(separator: "\n").filter { !$0.hasPrefix("import ") }
                .joined().filter { !$0.isWhitespace }
            #expect(!code.isEmpty && compiled.contains(code), "the file has no such code: \(code)")
        }
    }

    @Test func `A server written so refuses a quote with every reason`() throws {
        let example = QuoteCase.simple
        let server = TutorialServer(
            ourSigner: [UInt8](repeating: 1, count: 32),
            hashOfKeyAndNonce: [UInt8](repeating: 2, count: 32),
            bundle: try Vectors.bytes("dcap/\(example.collateral)")
        )
        let quote = try example.quoteBytes()
        #expect(throws: Refused.self) { try server.session(quote) }
        for code in ["[signer]", "[report-data]", "[collateral-expired]"] {
            #expect(server.notices.contains { $0.hasSuffix(code) }, "\(server.notices)")
        }
    }
}
