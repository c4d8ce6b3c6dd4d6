import Crypto
import Foundation

/// The list of what an installation has put where, so that its end removes that and nothing else.
struct InstalledFiles: Codable {
    /// SHA-256 of each file as it was installed, by its place below the root.
    var files: [String: String] = [:]
    /// The folders that were made, outermost first.
    var folders: [String] = []

    static let path = "\(PlatformFiles.programFolder)/installed.json"

    static func read(root: String) throws -> InstalledFiles? {
        guard let data = FileManager.default.contents(atPath: root + path) else { return nil }
        do {
            return try JSONDecoder().decode(InstalledFiles.self, from: data)
        } catch {
            throw CommandFailure("\(root + path) is no list of installed files: \(error)")
        }
    }

    func write(root: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: URL(fileURLWithPath: root + Self.path), options: .atomic)
    }

    static func digest(_ data: Data) -> String {
        SHA256.hash(data: data).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    /// Whether a file is there that is not as an installation has put it: somebody else's, or changed.
    func isForeign(_ path: String, root: String) -> Bool {
        guard let present = FileManager.default.contents(atPath: root + path) else { return false }
        return Self.digest(present) != files[path]
    }

    /// Puts a file in its place, and takes it into the list.
    mutating func place(
        _ data: Data,
        at path: String,
        mode: Int,
        root: String
    ) throws {
        let files = FileManager.default
        let full = root + path
        try makeFolder((path as NSString).deletingLastPathComponent, root: root)
        try data.write(to: URL(fileURLWithPath: full), options: .atomic)
        try files.setAttributes([.posixPermissions: mode], ofItemAtPath: full)
        self.files[path] = Self.digest(data)
    }

    private mutating func makeFolder(_ path: String, root: String) throws {
        guard path != "/", !path.isEmpty else { return }
        guard !FileManager.default.fileExists(atPath: root + path) else { return }
        try makeFolder((path as NSString).deletingLastPathComponent, root: root)
        try FileManager.default.createDirectory(
            atPath: root + path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755]
        )
        folders.append(path)
    }
}
