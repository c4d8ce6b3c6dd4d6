import EnclaveTesting
import Foundation
import Testing

@Suite("redoubt platform")
struct InstallTests {
    private func withRoot(_ body: (String) async throws -> Void) async throws {
        let root = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-root-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: root) }
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        try await body(root)
    }

    private func redoubt(_ arguments: String...) async throws -> ProgramOutput {
        try await run(
            productsDirectory.appendingPathComponent("redoubt").path,
            ["platform"] + arguments
        )
    }

    private func contents(_ root: String) throws -> Set<String> {
        Set(try FileManager.default.subpathsOfDirectory(atPath: root))
    }

    @Test("An installation puts everything below the root, and its end takes it all away")
    func roundTrip() async throws {
        try await withRoot { root in
            let mine = "\(root)/etc/mine"
            try FileManager.default.createDirectory(
                atPath: "\(root)/etc",
                withIntermediateDirectories: true
            )
            try Data("mine".utf8).write(to: URL(fileURLWithPath: mine))
            let before = try contents(root)
            let installed = try await redoubt("install", "--root", root, "--user", "keeper")
            #expect(installed.status == 0, "\(installed.standardError)")
            let programs = "\(root)/usr/local/libexec/redoubt"
            for name in ["redoubtd", "redoubt-monitor"] {
                #expect(FileManager.default.isExecutableFile(atPath: "\(programs)/\(name)"))
            }
            let unit = try String(
                contentsOfFile: "\(root)/etc/systemd/system/redoubtd.service",
                encoding: .utf8
            )
            #expect(unit.contains("User=keeper\n") && unit.contains("KillMode=process\n"))
            #expect(unit.contains("ExecStart=/usr/local/libexec/redoubt/redoubtd\n"))
            let socket = try String(
                contentsOfFile: "\(root)/etc/systemd/system/redoubtd.socket",
                encoding: .utf8
            )
            #expect(socket.contains("ListenSequentialPacket=/run/redoubt/redoubtd.sock\n"))
            let version = try await run("\(programs)/redoubtd", ["--version"])
            #expect(version.status == 0)
            // A second time changes nothing.
            let files = try contents(root)
            #expect(try await redoubt("install", "--root", root, "--user", "keeper").status == 0)
            #expect(try contents(root) == files)

            let removed = try await redoubt("uninstall", "--root", root)
            #expect(removed.status == 0, "\(removed.standardError)")
            #expect(try contents(root) == before)
        }
    }

    @Test("What was changed since is kept, and said")
    func changed() async throws {
        try await withRoot { root in
            #expect(try await redoubt("install", "--root", root).status == 0)
            let limits = "\(root)/etc/redoubt/redoubtd.json"
            try Data("{enclaves: 3}".utf8).write(to: URL(fileURLWithPath: limits))
            let again = try await redoubt("install", "--root", root)
            #expect(again.status == 0 && again.standardOutput.contains("kept     \(limits)"))
            let removed = try await redoubt("uninstall", "--root", root)
            #expect(removed.status == 0 && removed.standardOutput.contains("kept     \(limits)"))
            #expect(
                try contents(root) == ["etc", "etc/redoubt", "etc/redoubt/redoubtd.json"]
            )
            // The administrator's limits hold for the next installation too.
            let next = try await redoubt("install", "--root", root)
            #expect(next.status == 0 && next.standardOutput.contains("kept     \(limits)"))
            #expect(try await redoubt("uninstall", "--root", root).status == 0)
            #expect(
                FileManager.default.contents(atPath: limits) == Data("{enclaves: 3}".utf8)
            )
        }
    }

    @Test("A unit that somebody else has put there is not written over")
    func foreign() async throws {
        try await withRoot { root in
            let folder = "\(root)/etc/systemd/system"
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
            let unit = "\(folder)/redoubtd.service"
            try Data("[Unit]".utf8).write(to: URL(fileURLWithPath: unit))
            let before = try contents(root)
            let output = try await redoubt("install", "--root", root)
            #expect(output.status != 0 && output.standardError.contains("is there already"))
            #expect(try contents(root) == before)
        }
    }

    @Test("Nothing is removed where nothing was installed")
    func nothing() async throws {
        try await withRoot { root in
            let removed = try await redoubt("uninstall", "--root", root)
            #expect(removed.status != 0 && removed.standardError.contains("has not installed"))
        }
    }

    @Test(
        "A user's name that systemd would read otherwise is refused",
        arguments: ["", "a b", "x\nExecStart=/bin/sh", "0", "-u", "Root", "a%h"]
    )
    func userName(_ name: String) async throws {
        try await withRoot { root in
            let output = try await redoubt("install", "--root", root, "--user=\(name)")
            #expect(output.status != 0)
            #expect(try contents(root) == [])
        }
    }

    @Test("status tells a service from none and from one that does not answer")
    func status() async throws {
        let none = try await redoubt("status", "--socket", "/nonexistent/redoubtd.sock")
        #expect(none.status == 1 && none.standardOutput.contains("development"))
        guard RunningService.canRun else { return }
        let service = try await RunningService(limits: "{enclaves: 7}")
        let running = try await redoubt("status", "--socket", service.socket)
        #expect(running.status == 0)
        #expect(running.standardOutput.contains("process \(service.processID), user 65533"))
        #expect(running.standardOutput.contains("all users: 0 of 7 enclaves"))
        service.kill(SIGKILL)
        let silent = try await redoubt("status", "--socket", service.socket)
        #expect(silent.status == 2 && silent.standardOutput.contains("launches fail"))
    }
}
