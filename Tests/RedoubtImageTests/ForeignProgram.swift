import EnclaveTesting
import Foundation
import Testing

/// Runs a program that ours is compared with: `python3`, `openssl`.
///
/// That it is missing is a failure which says so.
func runForeign(
    _ name: String,
    _ arguments: [String],
    in folder: URL
) async throws -> ProgramOutput {
    let output = try await run("/usr/bin/env", [name] + arguments, directory: folder.path)
    try #require(output.status != 127, "\(name) is missing: install it, the tests compare with it")
    return output
}

/// Runs `openssl` in a folder, with arguments that spaces separate.
func openssl(_ command: String, in folder: URL) async throws -> ProgramOutput {
    try await runForeign("openssl", command.split(separator: " ").map(String.init), in: folder)
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
    /// Writes a file into the folder.
    func write(_ bytes: some Sequence<UInt8>, as name: String) throws {
        try Data(bytes).write(to: appendingPathComponent(name))
    }

    /// Reads a file of the folder.
    func read(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: appendingPathComponent(name)))
    }
}
