internal import CRedoubtAttacks

/// Attaches a debugger to a thread, and reads its memory word by word: the first MiB of each area.
struct DebuggerPeek: Attack {
    let name = "ptrace-peek"
    let aim = Aim.reading
    /// Each word is a system call.
    private static let areaLimitBytes: UInt64 = 1 << 20

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var search = MemorySearch(secret)
        for process in target.sealed {
            let map = ProcessMap(of: process).limited(toBytes: Self.areaLimitBytes)
            var isDone = false
            let failure = Debugger.withStoppedThreads(of: process) { thread in
                // All threads share the memory: the first that stops will do.
                guard !isDone else { return }
                isDone = true
                unsafe search.search(map, of: process) { address, buffer in
                    guard let start = buffer.baseAddress else { return 0 }
                    return unsafe redoubt_attacks_peek(thread, address, start, buffer.count)
                }
            }
            if failure < 0 { search.fail(-failure) }
        }
        return search.finding
    }
}
