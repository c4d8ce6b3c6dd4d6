import EnclaveTesting
import Foundation

/// A folder of a test's own, in which it runs `redoubt`; removed with the last reference.
final class CommandFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-commands-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Runs `redoubt` in the folder.
    func redoubt(_ arguments: String...) async throws -> ProgramOutput {
        try await redoubt(arguments)
    }

    /// Runs `redoubt` in the folder.
    func redoubt(_ arguments: [String]) async throws -> ProgramOutput {
        try await run(
            productsDirectory.appendingPathComponent("redoubt").path,
            arguments,
            directory: url.path
        )
    }

    /// Runs `openssl` in the folder.
    func openssl(_ arguments: String...) async throws -> ProgramOutput {
        try await run("/usr/bin/env", ["openssl"] + arguments, directory: url.path)
    }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func write(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: url.appendingPathComponent(name))
    }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: url.appendingPathComponent(name)))
    }

    func text(_ name: String) throws -> String {
        String(decoding: try bytes(name), as: UTF8.self)
    }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    /// The permissions of a file.
    func mode(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
    }
}
