import ArgumentParser
import Foundation

/// The command `redoubt platform uninstall`.
struct PlatformUninstallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "uninstall",
        abstract: "Stops the platform service and removes what was installed.",
        discussion: """
            Files that were changed since are kept. So are /var/lib/redoubt, with the root secret, and the user,
            whose number nobody else should get as long as files belong to it.
            """
    )

    @Option(help: "The folder that it was installed below.")
    var root: String?

    func run() throws {
        guard root != nil || geteuid() == 0 else {
            throw CommandFailure("removing it needs root: sudo redoubt platform uninstall")
        }
        let root = root.map { URL(fileURLWithPath: $0).standardizedFileURL.path } ?? ""
        guard let installed = try InstalledFiles.read(root: root) else {
            throw CommandFailure(
                "\(root + InstalledFiles.path) is not there: `redoubt platform install` has not installed anything "
                    + "here"
            )
        }
        if root.isEmpty { try ServiceControl.stop() }
        let files = FileManager.default
        for path in installed.files.keys.sorted() {
            guard files.fileExists(atPath: root + path) else { continue }
            guard !installed.isForeign(path, root: root) else {
                print("  kept     \(root + path): it was changed")
                continue
            }
            try files.removeItem(atPath: root + path)
            print("  removed  \(root + path)")
        }
        try files.removeItem(atPath: root + InstalledFiles.path)
        for folder in installed.folders.reversed() {
            // A folder that holds something else stays.
            _ = unsafe rmdir(root + folder)
        }
        if root.isEmpty { try ServiceControl.reload() }
    }
}
