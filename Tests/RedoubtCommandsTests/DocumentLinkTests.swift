import EnclaveTesting
import Foundation
import Testing

@Suite("Links in the documents")
struct DocumentLinkTests {
    /// Every document that readers are sent to.
    private static let documents: [String] =
        ["README.md", "CONTRIBUTING.md", "SECURITY.md", "Examples/Registry/README.md"]
        + ((try? FileManager.default.contentsOfDirectory(
            atPath: repository.appendingPathComponent("docs").path
        )) ?? []).filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }

    private func text(_ document: String) throws -> String {
        try String(contentsOf: repository.appendingPathComponent(document), encoding: .utf8)
    }

    /// Where the links of a document lead, those into the web left out.
    private func targets(_ text: String) -> [String] {
        text.matches(of: #/\]\(([^)\s]+)\)/#).map { String($0.output.1) }.filter {
            !$0.contains("://") && !$0.hasPrefix("mailto:")
        }
    }

    /// What the sections of a document are called in links.
    private func anchors(_ text: String) -> Set<String> {
        Set(
            text.split(separator: "\n").filter { $0.hasPrefix("#") }.map { heading in
                let title = heading.drop { $0 == "#" }.drop { $0 == " " }.lowercased()
                return String(
                    title.compactMap {
                        $0 == " " ? "-" : $0.isLetter || $0.isNumber || "-_".contains($0) ? $0 : nil
                    }
                )
            }
        )
    }

    @Test func `The documents are there, and have links`() throws {
        #expect(Self.documents.count > 5)
        #expect(try targets(text("README.md")).count > 5)
    }

    @Test(arguments: documents)
    func `Every relative link leads to a file of the repository, and to a section of it`(
        document: String
    ) throws {
        let text = try text(document)
        for target in targets(text) {
            let parts = target.split(
                separator: "#",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            let folder = repository.appendingPathComponent(document).deletingLastPathComponent()
            let file = folder.appendingPathComponent(String(parts[0])).standardizedFileURL
            if !parts[0].isEmpty {
                #expect(file.path.hasPrefix(repository.standardizedFileURL.path + "/"), "\(target)")
                #expect(FileManager.default.fileExists(atPath: file.path), "\(target)")
            }
            guard parts.count == 2 else { continue }
            let linked =
                parts[0].isEmpty ? text : (try? String(contentsOf: file, encoding: .utf8)) ?? ""
            #expect(anchors(linked).contains(String(parts[1])), "\(target)")
        }
    }
}
