import ArgumentParser
import Foundation

/// The command `redoubt platform install`.
struct PlatformInstallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: "Installs the platform service, its user and its socket.",
        discussion: """
            Takes redoubtd and redoubt-monitor from beside this program. Build all three with
            `swift build -c release --static-swift-stdlib`, so that they need no Swift installation.
            """
    )

    @Option(help: "Install below this folder instead: no user is made, and nothing is started.")
    var root: String?

    @Option(help: "The user that the service and all monitors run as.")
    var user = "redoubt"

    func validate() throws {
        // It is written into systemd's files.
        let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789_-")
        guard (1...31).contains(user.count), user.allSatisfy(allowed.contains),
            user.first?.isLetter == true || user.first == "_"
        else { throw ValidationError("\"\(user)\" is no name for a system user") }
    }

    func run() throws {
        guard root != nil || geteuid() == 0 else {
            throw CommandFailure("installing needs root: sudo redoubt platform install")
        }
        let root = root.map { URL(fileURLWithPath: $0).standardizedFileURL.path } ?? ""
        var installed = try InstalledFiles.read(root: root) ?? InstalledFiles()
        let programs = try Self.programs()
        var texts: [(path: String, text: String)] = []
        for (path, text) in PlatformFiles(user: user).texts {
            guard installed.isForeign(path, root: root) else {
                texts.append((path, text))
                continue
            }
            // The administrator's limits, and what was changed since, stay.
            guard path == PlatformFiles.limits || installed.files[path] != nil else {
                throw CommandFailure(
                    "\(root + path) is there already, and `redoubt platform install` did not put it there: move "
                        + "it away"
                )
            }
            print("  kept     \(root + path): it was changed")
        }
        do {
            for (name, data) in programs {
                let path = "\(PlatformFiles.programFolder)/\(name)"
                try installed.place(data, at: path, mode: 0o755, root: root)
            }
            for (path, text) in texts {
                try installed.place(Data(text.utf8), at: path, mode: 0o644, root: root)
            }
        } catch {
            // What is there is listed, so that it can be removed.
            try? installed.write(root: root)
            throw error
        }
        try installed.write(root: root)
        for path in texts.map(\.path)
            + PlatformFiles.programs.map({
                "\(PlatformFiles.programFolder)/\($0)"
            })
        {
            print("  installed \(root + path)")
        }
        guard root.isEmpty else { return }
        try ServiceControl.makeUser(user)
        try ServiceControl.start()
        print("`redoubt platform status` says how it is.")
    }

    /// The programs beside this one, each of which has been seen to start.
    private static func programs() throws -> [(String, Data)] {
        let folder = URL(fileURLWithPath: Bundle.main.bundlePath).resolvingSymlinksInPath()
        return try PlatformFiles.programs.map { name in
            let path = folder.appendingPathComponent(name).path
            guard let data = FileManager.default.contents(atPath: path) else {
                throw CommandFailure(
                    "there is no \(path): build it with `swift build -c release --static-swift-stdlib "
                        + "--product \(name)`"
                )
            }
            // systemd starts it without an environment; 64 is a monitor's answer to whoever is no host.
            let status = try Command.run("env", ["-i", path, "--version"]).status
            guard status == (name == "redoubt-monitor" ? 64 : 0) else {
                throw CommandFailure(
                    "\(path) does not start without an environment: build it with --static-swift-stdlib"
                )
            }
            if data.range(of: Data("libswiftCore.so".utf8)) != nil {
                print(
                    "  \(name) needs this machine's Swift installation, which the service's user must be able to "
                        + "read: build it with --static-swift-stdlib to need none"
                )
            }
            return (name, data)
        }
    }
}
