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
            PidFile \(folder.path)/sshd.pid
            StrictModes no
            UsePAM no
            PermitRootLogin yes
            PasswordAuthentication no
            KbdInteractiveAuthentication no

            """
        )
        // Not Foundation's Process: it waits for good once sshd has closed what it inherited.
        let log = "\(folder.path)/sshd-log"
        let server = Task {
            try await run("/usr/sbin/sshd", ["-D", "-f", configuration, "-E", log])
        }
        let number = try await number(listening: log, "\(folder.path)/sshd.pid")
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(port))
        } catch {
            result = .failure(error)
        }
        kill(number, SIGTERM)
        _ = try await server.value
        try result.get()
    }

    /// The process number of a server that listens.
    private func number(listening log: String, _ file: String) async throws -> pid_t {
        for _ in 0..<500 {
            if text(log).contains("Server listening on 127.0.0.1"),
                let number = pid_t(text(file).trimmingCharacters(in: .newlines))
            {
                return number
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw ProgramFailure(description: "sshd does not listen: \(text(log))")
    }

    private func text(_ file: String) -> String {
        (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
    }
}
