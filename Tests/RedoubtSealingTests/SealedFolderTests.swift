import Foundation
import RedoubtSealingInterface
import Testing

@Suite("The folder that a host keeps sealed records in")
struct SealedFolderTests {
    /// A folder for one test; removed after it.
    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: path) }
        try await body(path)
    }

    @Test("Files are written, replaced, listed in pages, and removed")
    func files() async throws {
        try await withFolder { path in
            let folder = try SealedFolder(path: path.path)
            #expect(try await folder.read("a.index") == nil)
            try await folder.write("a.index", [1, 2])
            try await folder.write("a.index", [3])
            #expect(try await folder.read("a.index") == [3])
            try await folder.write("empty", [])
            #expect(try await folder.read("empty") == [])
            let names = (0..<450).map { "r." + String(format: "%03d", $0) }
            for name in names.shuffled() { try await folder.write(name, [0]) }
            var listed: [String] = []
            while true {
                let page = try await folder.names("r.", after: listed.last ?? "")
                if page.isEmpty { break }
                #expect(page.count <= SealedStorageLimits.namesInPage)
                listed += page
            }
            #expect(listed == names)
            try await folder.remove("a.index")
            try await folder.remove("a.index")
            #expect(try await folder.read("a.index") == nil)
            let mode = try FileManager.default.attributesOfItem(atPath: path.path)[
                .posixPermissions
            ]
            #expect(mode as? Int == 0o700)
        }
    }

    @Test("Names that would lead out of the folder, or to its own files, are refused")
    func names() async throws {
        try await withFolder { path in
            let folder = try SealedFolder(path: path.path)
            for name in [
                "", ".", "..", "../a", "a/b", "/etc/passwd", ".lock", "A", "a\0b", "ä",
                String(repeating: "a", count: 81),
            ] {
                await #expect(throws: SealedFolderError.self) { _ = try await folder.read(name) }
                await #expect(throws: SealedFolderError.self) { try await folder.write(name, []) }
                await #expect(throws: SealedFolderError.self) { try await folder.remove(name) }
            }
            // A link is not followed.
            try FileManager.default.createSymbolicLink(
                atPath: path.appendingPathComponent("link").path,
                withDestinationPath: "/etc/hostname"
            )
            await #expect(throws: SealedFolderError.self) { _ = try await folder.read("link") }
        }
    }

    @Test("A folder is open once at a time, and what was being written is swept away")
    func lock() async throws {
        try await withFolder { path in
            var folder: SealedFolder? = try SealedFolder(path: path.path)
            #expect(throws: SealedFolderError.self) { try SealedFolder(path: path.path) }
            try await folder?.write("a", [1])
            folder = nil
            let half = path.appendingPathComponent(".new-b")
            try Data([1]).write(to: half)
            let again = try SealedFolder(path: path.path)
            #expect(try await again.read("a") == [1])
            #expect(!FileManager.default.fileExists(atPath: half.path))
        }
    }

    @Test("A folder that cannot be, or a full one, says where and why")
    func failures() throws {
        let error = #expect(throws: SealedFolderError.self) {
            try SealedFolder(path: "/dev/null/folder")
        }
        #expect(error?.description.contains("/dev/null/folder") == true)
        #expect(error?.description.contains("Not a directory") == true)
    }
}
