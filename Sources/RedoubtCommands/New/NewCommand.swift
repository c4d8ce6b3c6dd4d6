import ArgumentParser
import Foundation

/// The command `redoubt new`.
struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract:
            "Makes a package with an interface, an enclave and a host that builds and runs as it stands."
    )

    @Argument(
        help: "The package's name: a letter, then letters and digits. It becomes a folder here."
    )
    var name: String

    @Option(
        help: ArgumentHelp(
            "Where the new package gets Redoubt from: a folder, or a URL of a repository.",
            discussion: "By default the clone that this program was built in."
        )
    )
    var redoubt: String?

    func run() throws {
        guard let first = name.first, first.isASCII, first.isLetter,
            name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
        else {
            throw CommandFailure(
                "\"\(name)\" cannot be a Swift module's name: take letters and digits"
            )
        }
        guard !Self.takenNames.contains(name) else {
            throw CommandFailure(
                "\(name) is the name of something that the new package uses: take another"
            )
        }
        let template = PackageTemplate(name: name, dependency: try dependency())
        guard !FileManager.default.fileExists(atPath: name) else {
            throw CommandFailure("\(name) exists: choose another name, or remove it")
        }
        for (path, contents) in template.files {
            let url = URL(fileURLWithPath: "\(name)/\(path)")
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(contents.utf8).write(to: url)
        }
        print(
            """
            Made \(name). Now:
              cd \(name)
              swift run redoubt build
              swift run \(name)
            """
        )
    }

    /// Modules and types that the generated code uses, or that would hide some.
    private static let takenNames: Set<String> = [
        "Enclave", "Host", "Main", "Mutex", "Redoubt", "Swift", "String", "Bool", "Error",
        "Sendable",
        "State", "Storage",
    ]

    private func dependency() throws -> String {
        if let redoubt {
            if redoubt.contains("://") || redoubt.hasPrefix("git@") {
                return ".package(url: \"\(redoubt)\", branch: \"main\")"
            }
            return Self.folderDependency(URL(fileURLWithPath: redoubt).standardizedFileURL.path)
        }
        guard let clone = RedoubtClone.find() else {
            throw CommandFailure(
                "this program is not in a clone of Redoubt: say where it is with --redoubt FOLDER-OR-URL"
            )
        }
        return Self.folderDependency(clone)
    }

    private static func folderDependency(_ path: String) -> String {
        // The name is the dependency's, whatever the folder is called.
        ".package(name: \"redoubt\", path: \"\(path)\")"
    }
}
