import Foundation

/// The program `redoubt-collateral`, which has the network that this one does without.
enum CollateralProgram {
    private static let name = "redoubt-collateral"

    /// Runs it for a file of evidence, and returns what it got.
    ///
    /// What it has to say goes to standard error.
    static func fetch(for path: String, _ arguments: [String]) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "redoubt-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let output = folder.appending(path: "collateral").path
        let status = try Command.show(
            try find(),
            arguments + ["--output=\(output)", "--", path]
        )
        guard status == 0 else {
            throw CommandFailure("No collateral was had: \(name) says why above.")
        }
        return try InputFile(output, "collateral", limitBytes: 16 << 20).bytes
    }

    /// Beside this program, where every build puts it.
    private static func find() throws -> String {
        let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let path = own.deletingLastPathComponent().appending(path: name).path
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw CommandFailure(
                "\(path): there is no such program: build it with `swift build --product \(name)`. It is apart from "
                    + "redoubt because it brings an HTTP client."
            )
        }
        return path
    }
}
