import EnclaveTesting
import Foundation
import SignerInterface
import Testing

/// A real ssh to a real sshd, with keys that are in the enclave.
struct SSHServerTests {
    @Test(arguments: ["p256", "ed25519"])
    func `ssh logs in at sshd with a key of the agent's, and not with another`(
        algorithm: String
    ) async throws {
        let folder = try SignerFolder()
        for name in ["known", "unknown"] {
            _ = try await folder.signed("new-key", name, "--algorithm", algorithm, "--allow", "ssh")
            let line = try await folder.signed("public-key", name, "--format", "ssh")
            _ = try folder.write("\(name).pub", line + "\n")
        }
        try await withSSHServer(folder, authorized: "\(folder.path)/known.pub") {
            port async throws in
            try await withAgent(folder) { agent async throws in
                func login(_ key: String) async throws -> ProgramOutput {
                    try await agent.run(
                        "ssh",
                        [
                            "-F", "/dev/null", "-p", "\(port)", "-o", "BatchMode=yes", "-o",
                            "IdentitiesOnly=yes", "-i", "\(folder.path)/\(key).pub", "-o",
                            "StrictHostKeyChecking=no", "-o",
                            "UserKnownHostsFile=\(folder.path)/known_hosts", "-o",
                            "PreferredAuthentications=publickey", "\(NSUserName())@127.0.0.1",
                            "echo in; echo $((6 * 7))",
                        ]
                    )
                }
                let good = try await login("known")
                #expect(good.status == 0, "\(good.standardError)")
                #expect(good.standardOutput == "in\n42\n")
                let bad = try await login("unknown")
                #expect(bad.status == 255)
                #expect(bad.standardError.contains("Permission denied (publickey)"))
            }
        }
    }

    /// Starts sshd on loopback, with a configuration of its own, and ends it by its number.
    private func withSSHServer(
        _ folder: SignerFolder,
        authorized: String,
        _ body: (Int) async throws -> Void
    ) async throws {
        let hostKey = "\(folder.path)/host-key"
        let made = try await run(
            "/usr/bin/env",
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", hostKey]
        )
        try #require(made.status == 0, "\(made.standardError)")
        // Root's sshd wants its empty folder, which the service makes otherwise.
        if geteuid() == 0 {
            try FileManager.default.createDirectory(
                atPath: "/run/sshd",
                withIntermediateDirectories: true
            )
        }
        let script = """
            import socket
            s = socket.socket()
            s.bind(("127.0.0.1", 0))
            print(s.getsockname()[1])
            """
        let free = try await run("/usr/bin/env", ["python3", "-c", script])
        let port = try #require(
            Int(free.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines))
        )
        let configuration = try folder.write(
            "sshd_config",
            """
            ListenAddress 127.0.0.1
            Port \(port)
            HostKey \(hostKey)
            AuthorizedKeysFile \(authorized)
            PidFile none
            StrictModes no
            UsePAM no
            PermitRootLogin yes
            PasswordAuthentication no
            KbdInteractiveAuthentication no

            """
        )
        let server = Process()
        let log = "\(folder.path)/sshd-log"
        server.executableURL = URL(fileURLWithPath: "/usr/sbin/sshd")
        server.arguments = ["-D", "-f", configuration, "-E", log]
        server.standardError = FileHandle.nullDevice
        try server.run()
        defer {
            server.terminate()
            server.waitUntilExit()
        }
        while try await !isListening(log) {
            try #require(server.isRunning, "sshd ended: \(text(log))")
            try await Task.sleep(for: .milliseconds(20))
        }
        try await body(port)
    }

    private func isListening(_ log: String) async throws -> Bool {
        text(log).contains("Server listening on 127.0.0.1")
    }

    private func text(_ file: String) -> String {
        (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
    }
}
