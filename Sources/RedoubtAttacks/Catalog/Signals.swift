internal import Glibc

/// Stops, continues, disturbs and kills the enclave's processes at random, and looks at what that lays open.
struct Signals: Attack {
    let name = "signals"
    let aim = Aim.reading
    let attackers = [Attacker.hostUser]
    let usesUpVictim = true
    private static let disturbing = [
        SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGTERM, SIGSEGV, SIGTRAP, SIGBUS,
    ]

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var search = MemorySearch(secret)
        if target.isControl {
            disturb(target.sealed, with: [SIGSTOP, SIGCONT])
            search.searchAftermath(of: target.sealed, folder: target.folder)
            return search.finding
        }
        for signals in [[SIGSTOP, SIGCONT], Self.disturbing, [SIGKILL]] {
            guard let victim = try? await OwnVictim.launch(for: target) else {
                return .impossible("the victim did not start")
            }
            search.look(for: victim)
            let sealed = victim.sealed
            let calls = Task { for _ in 0..<20 { _ = await victim.check() } }
            disturb(sealed, with: signals)
            search.searchAftermath(of: sealed, folder: target.folder)
            await calls.value
            if let left = await victim.end().first {
                return .found("process \(left) is left after the end of its enclave")
            }
        }
        return search.finding
    }

    private func disturb(_ processes: [Int32], with signals: [Int32]) {
        for _ in 0..<40 {
            guard let process = processes.randomElement(), let signal = signals.randomElement()
            else { return }
            kill(process, signal)
            usleep(8_000)
        }
        for process in processes { kill(process, SIGCONT) }
    }
}
