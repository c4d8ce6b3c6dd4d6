import AttackInterface
import EnclaveTesting
import Foundation
import RedoubtABI
import RedoubtControl
import Testing

/// The whole suite, as users run it.
@Suite("redoubt attack", .serialized)
struct AttackSuiteTests {
    /// What a victim holds.
    private static let secrets = HeldSecret.allCases.map(\.name)

    private struct Row: Decodable {
        let attack: String
        let attacker: String
        let backend: String
        let memory: String
        let promised: Bool
        let outcome: String
        let control: String
        let note: String
        let secrets: [String]
        let controlSecrets: [String]

        private enum CodingKeys: String, CodingKey {
            case attack
            case attacker = "as"
            case backend, memory, promised, outcome, control, note, secrets
            case controlSecrets = "control-secrets"
        }

        /// Whether it reads memory as such, and so all that an unprotected process holds.
        var readsMemory: Bool {
            [
                "proc-mem", "process_vm_readv", "ptrace-peek", "proc-fd-reopen", "pidfd_getfd",
                "userfaultfd", "core-by-signal", "core-by-debugger", "swap", "fork-of-host",
                "signals", "memory-pressure",
            ].contains(attack)
        }

        /// What a machine may lack, beside what a level has not got.
        var mayBeLeftOut: Bool {
            switch attack {
            case "stolen-guest_memfd": backend == "process" || memory == "ordinary"
            case "stolen-vm", "stolen-vcpu", "injected-kvm-ioctl": backend == "process"
            case "hibernation": note.contains("does not hibernate")
            case "full-disk": note.contains("only root") && geteuid() != 0
            case "core-by-debugger", "core-registers": note.contains("gdb is not installed")
            case "core-by-signal": note.contains("core_pattern") || note.contains("ulimit")
            case "perf-registers", "perf-stack": note.contains("profile nothing")
            case "userfaultfd": note.contains("no userfaultfd")
            default: false
            }
        }
    }

    @Test(
        "Whatever is promised holds, every control is found, and nothing is left",
        .timeLimit(.minutes(15))
    )
    func whole() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-attack-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        defer { try? FileManager.default.removeItem(at: folder) }
        let output = try await run(
            productsDirectory.appendingPathComponent("redoubt").path,
            ["attack", "--json"],
            environment: ["TMPDIR": folder.path]
        )
        #expect(output.status == 0, "\(output.standardError)")
        #expect(!output.standardError.contains("processes were left"))
        #expect(!output.standardOutput.contains("\u{1B}"))
        let rows = try output.standardOutput.split(separator: "\n").map {
            try JSONDecoder().decode(Row.self, from: Data($0.utf8))
        }
        let isRoot = geteuid() == 0
        if !isRoot { StandardError.write("SKIPPED: attacks as another user and as root need root") }
        #expect(Set(rows.map { "\($0.backend), \($0.memory)" }).count == 4)
        #expect(Set(rows.map(\.attacker)) == ["host's user", "another user", "root"])
        let tested = Set(testedIsolation.map { "\($0.backend) \($0.memory)" })
        for row in rows {
            let name = "\(row.attack) as \(row.attacker), \(row.backend) \(row.memory): \(row.note)"
            if !isRoot && row.attacker != "host's user" {
                #expect(row.outcome == "not-applicable", "\(name)")
            } else if tested.contains("\(row.backend) \(row.memory)") {
                #expect(row.outcome != "not-applicable" || row.mayBeLeftOut, "\(name)")
                #expect(row.control == "found" || row.mayBeLeftOut, "\(name)")
            }
            if row.promised { #expect(row.outcome != "broken", "\(name)") }
            if row.readsMemory, row.control == "found" {
                #expect(row.controlSecrets == Self.secrets, "\(name)")
            }
            if row.outcome == "held" { #expect(row.secrets == [], "\(name)") }
            #expect(["held", "broken", "not-applicable"].contains(row.outcome), "\(name)")
            #expect(["found", "not-run"].contains(row.control), "\(name)")
        }
        // Root gets every secret out of ordinary memory: the victims do hold them.
        if isRoot {
            let read = rows.filter { $0.attack == "proc-mem" && $0.attacker == "root" }
            for row in read where tested.contains("\(row.backend) \(row.memory)") {
                #expect((row.outcome == "broken") == (row.memory == "ordinary"), "\(row.note)")
                #expect(row.secrets == (row.memory == "ordinary" ? Self.secrets : []))
            }
            #expect(read.count == 4)
            // The file of the development mode is the host's user's and root's, whatever the level.
            for row in rows where row.attack == "development-root" {
                guard tested.contains("\(row.backend) \(row.memory)") else { continue }
                let isReadable = row.attacker != "another user"
                #expect(row.promised == !isReadable)
                #expect(row.secrets == (isReadable ? ["policy key"] : []), "\(row.note)")
            }
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(left.filter { $0.hasPrefix("redoubt-attack-") } == [])
        #expect(processes(under: folder.path) == [])
    }

    /// The processes that work in a folder, or whose program lies there.
    private func processes(under folder: String) -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.filter { name in
            Int32(name) != nil
                && ["cwd", "exe"].contains { link in
                    let path = try? FileManager.default.destinationOfSymbolicLink(
                        atPath: "/proc/\(name)/\(link)"
                    )
                    return path?.hasPrefix(folder) == true
                }
        }
    }
}
