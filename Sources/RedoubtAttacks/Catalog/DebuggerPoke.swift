internal import CRedoubtAttacks
internal import Glibc

/// Attaches a debugger, and writes a word that is there already.
struct DebuggerPoke: Attack {
    let name = "ptrace-poke"
    let aim = Aim.control

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var written: Int32?
        var failure: Int32 = 0
        for process in target.sealed {
            let map = ProcessMap(of: process)
            let stopping = Debugger.withStoppedThreads(of: process) { thread in
                for area in map.areas where area.isWritable && written == nil {
                    failure = redoubt_attacks_poke(thread, area.range.lowerBound)
                    if failure == 0 { written = process }
                }
            }
            if stopping < 0 { failure = stopping }
        }
        if let written { return .found("wrote to process \(written)") }
        return .nothing("nothing could be written (\(unsafe String(cString: strerror(-failure))))")
    }
}
