internal import CRedoubtAttacks

/// Attaches a debugger, and reads general and vector registers of every thread.
struct DebuggerRegisters: Attack {
    let name = "ptrace-registers"
    let aim = Aim.control

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var search = MemorySearch(secret)
        var registers = [UInt8](repeating: 0, count: 16 << 10)
        for process in target.sealed {
            let failure = Debugger.withStoppedThreads(of: process) { thread in
                let count = unsafe redoubt_attacks_registers(thread, &registers, registers.count)
                guard count > 0 else { return search.fail(Int32(clamping: -count)) }
                search.examine(Array(registers.prefix(count)), "in registers of thread \(thread)")
            }
            if failure < 0 { search.fail(-failure) }
        }
        return search.finding
    }
}
