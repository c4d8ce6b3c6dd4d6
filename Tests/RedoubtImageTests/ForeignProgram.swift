import EnclaveTesting
import Foundation
import Testing

/// Runs a program that ours is compared with: `python3`, `openssl`.
///
/// That it is missing is a failure which says so.
func runForeign(_ name: String, _ arguments: String...) async throws -> ProgramOutput {
    let output = try await run("/usr/bin/env", [name] + arguments)
    try #require(output.status != 127, "\(name) is missing: install it, the tests compare with it")
    return output
}

/// A folder for the files of one test; removed after it.
func withScratchFolder<Result>(
    _ body: (URL) async throws -> Result
) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("redoubt-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
}

extension URL {
    /// Writes a file into the folder; gives its path.
    func writing(_ bytes: [UInt8], as name: String) throws -> String {
        let file = appendingPathComponent(name)
        try Data(bytes).write(to: file)
        return file.path
    }
}
