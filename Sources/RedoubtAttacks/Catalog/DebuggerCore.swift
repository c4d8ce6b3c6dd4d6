internal import Foundation
internal import Glibc

/// Has gdb write a core file of the running processes, with what they have excluded from core files.
struct DebuggerCore: Attack {
    /// What of the core file is searched: registers are in none of the enclave's memory.
    enum Part: String {
        case memory = "core-by-debugger"
        case registers = "core-registers"
    }
    let part: Part
    var name: String { part.rawValue }
    /// Others do not get as far as registers: see `core-by-debugger`.
    var attackers: [Attacker] { part == .memory ? Attacker.allCases : [.root] }
    var aim: Aim { part == .memory ? .reading : .control }
    private static let debugger = "/usr/bin/gdb"

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        guard FileManager.default.isExecutableFile(atPath: Self.debugger) else {
            return .impossible("gdb is not installed")
        }
        var search = MemorySearch(secret)
        for process in target.sealed where !search.isOver {
            let core = "\(target.folder)/core-by-debugger"
            defer { try? FileManager.default.removeItem(atPath: core) }
            let gdb = Process()
            gdb.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
            gdb.arguments = [
                "10", Self.debugger, "--nx", "--batch", "--readnever", "-iex",
                "set auto-load off", "-iex", "set auto-solib-add off", "-iex",
                "set debuginfod enabled off", "-p", String(process), "-ex",
                "set dump-excluded-mappings on", "-ex", "set use-coredump-filter off", "-ex",
                "gcore \(core)", "-ex", "detach",
            ]
            gdb.standardOutput = FileHandle.nullDevice
            gdb.standardError = FileHandle.nullDevice
            gdb.standardInput = FileHandle.nullDevice
            do { try gdb.run() } catch { return .impossible("gdb does not start: \(error)") }
            gdb.waitUntilExit()
            for range in CoreFile(path: core).ranges(ofMemory: part == .memory) {
                search.search(file: core, range)
            }
        }
        return search.finding
    }
}
