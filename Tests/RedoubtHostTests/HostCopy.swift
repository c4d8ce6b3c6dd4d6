import EnclaveTesting
import Foundation
import RedoubtControl

/// A host, its monitor and an image in a folder that every user can read.
final class HostCopy: Sendable {
    let folder: String

    init() async throws {
        let image = try await enclaveImage("FixtureEnclave")
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-host-\(UUID().uuidString)")
        folder = url.path
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        for name in ["FixtureHost", "redoubt-monitor"] {
            try FileManager.default.copyItem(
                at: productsDirectory.appendingPathComponent(name),
                to: url.appendingPathComponent(name)
            )
        }
        try FileManager.default.copyItem(
            atPath: image,
            toPath: url.appendingPathComponent("image").path
        )
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Runs a shell script as root in a mount namespace of its own, with the folder as `$0`.
    func runIsolated(_ script: String, _ argument: String = "") async throws -> ProgramOutput {
        try await run(
            "/usr/bin/unshare",
            ["-m", "/bin/sh", "-c", script, folder, argument],
            environment: [DevelopmentRoot.environmentVariable: "\(folder)/development-root"]
        )
    }
}
