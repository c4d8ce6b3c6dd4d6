internal import CRedoubtAttacks
internal import Foundation
internal import Glibc

/// Has the enclave's processes dump core, by a signal; root raises their limit first.
struct CoreFiles: Attack {
    let name = "core-by-signal"
    let aim = Aim.reading
    let attackers = [Attacker.hostUser, .root]
    let usesUpVictim = true

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        let pattern = ProcessFiles.text("/proc/sys/kernel/core_pattern")
        if pattern.hasPrefix("|") || pattern.hasPrefix("/") {
            return .impossible("core files go elsewhere: core_pattern is \(pattern)")
        }
        guard redoubt_attacks_may_write_core() == 1 else {
            return .impossible("this user may write no core files (ulimit -H -c is 0)")
        }
        var victim: OwnVictim?
        if !target.isControl {
            do {
                victim = try await OwnVictim.launch(for: target)
            } catch {
                return .impossible("the victim did not start: \(error)")
            }
        }
        let processes = victim?.sealed ?? target.sealed
        var search = MemorySearch(secret)
        if let victim { search.look(for: victim) }
        // The jailed process first: it ends with its monitor.
        for process in processes.reversed() {
            let raised = redoubt_attacks_raise_core_limit(process)
            if raised < 0 { search.fail(-raised) }
            // A jailed process has the first one blocked, and takes the second one itself.
            for signal in [SIGABRT, SIGSEGV, SIGKILL] where ProcessFiles.isAlive(process) {
                kill(process, signal)
                for _ in 0..<30 where ProcessFiles.isAlive(process) { usleep(10_000) }
            }
        }
        for file in MemorySearch.files(in: target.folder) {
            search.search(file: file)
            try? FileManager.default.removeItem(atPath: file)
        }
        await victim?.end()
        return search.finding
    }
}
