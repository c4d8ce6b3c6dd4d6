import Foundation
import Testing

@testable import RedoubtAttacks

/// docs/THREAT_MODEL.md names files and attacks: they have to exist.
@Suite("The threat model")
struct ThreatModelTests {
    /// One line of a table of barriers.
    private struct Barrier {
        let text: String
        let files: [String]
        let attacks: [String]
        let tests: [String]
    }

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func document() throws -> String {
        try String(
            contentsOf: root.appendingPathComponent("docs/THREAT_MODEL.md"),
            encoding: .utf8
        )
    }

    private static func quoted(_ text: String) -> [String] {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }

    /// The lines of all tables whose columns are barrier, file, attack and test.
    private static func barriers() throws -> [Barrier] {
        var isTable = false
        var barriers: [Barrier] = []
        for line in try document().split(separator: "\n", omittingEmptySubsequences: false) {
            let cells = line.split(separator: "|").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            if cells == ["barrier", "file", "attack", "test"] {
                isTable = true
            } else if !line.hasPrefix("|") {
                isTable = false
            } else if isTable, cells.count == 4, !cells[0].hasPrefix("---") {
                barriers.append(
                    Barrier(
                        text: cells[0],
                        files: quoted(cells[1]),
                        attacks: quoted(cells[2]),
                        tests: quoted(cells[3])
                    )
                )
            }
        }
        return barriers
    }

    private func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: Self.root.appendingPathComponent(path).path)
    }

    @Test("Each barrier names the file that raises it, and every file and test exists")
    func files() throws {
        let barriers = try Self.barriers()
        #expect(barriers.count > 30)
        for barrier in barriers {
            #expect(!barrier.files.isEmpty, "\(barrier.text)")
            for file in barrier.files { #expect(exists("Sources/\(file)"), "Sources/\(file)") }
            for test in barrier.tests { #expect(exists("Tests/\(test)"), "Tests/\(test)") }
        }
    }

    @Test("Every attack that the document names is in the table, and it names all of them")
    func attacks() throws {
        let names = Set(AttackCatalog.all.map(\.name))
        let named = Set(try Self.barriers().flatMap(\.attacks))
        #expect(named.subtracting(names) == [])
        let text = try Self.document()
        #expect(names.filter { !text.contains("`\($0)`") } == [])
    }

    @Test("README.md shows rows of the table with attacks that exist")
    func excerpt() throws {
        let readme = try String(
            contentsOf: Self.root.appendingPathComponent("README.md"),
            encoding: .utf8
        )
        let heading = try #require(readme.range(of: "\n## Attacking it yourself\n"))
        let section = readme[heading.upperBound...]
            .prefix(
                upTo: readme[heading.upperBound...].range(of: "\n## ")?.lowerBound
                    ?? readme.endIndex
            )
        let names = Set(AttackCatalog.all.map(\.name))
        let rows = section.split(separator: "\n").filter { $0.contains("  found") }
        #expect(rows.count >= 4)
        for row in rows {
            let name = row.split(separator: " ").first.map(String.init) ?? ""
            #expect(names.contains(name), "\(name)")
        }
    }
}
