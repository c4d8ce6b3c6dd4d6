internal import CRedoubtAttacks
internal import Glibc

/// Writes by `process_vm_writev`: the very bytes that are there, so that nothing breaks.
struct VirtualMemoryWriting: Attack {
    let name = "process_vm_writev"
    let aim = Aim.control

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var failure = 0
        for process in target.sealed {
            for area in ProcessMap(of: process).areas where area.isWritable {
                var word: UInt64 = 0
                let at = area.range.lowerBound
                failure = unsafe redoubt_attacks_vm_read(process, at, &word, 8)
                guard failure == 8 else { continue }
                failure = unsafe redoubt_attacks_vm_write(process, at, &word, 8)
                if failure == 8 { return .found("wrote to process \(process) \(area.path)") }
            }
        }
        return .nothing(
            "nothing could be written (\(unsafe String(cString: strerror(Int32(-failure)))))"
        )
    }
}
