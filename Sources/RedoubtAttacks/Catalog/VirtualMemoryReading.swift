internal import CRedoubtAttacks

/// Reads by `process_vm_readv`.
struct VirtualMemoryReading: Attack {
    let name = "process_vm_readv"
    let aim = Aim.reading

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var search = MemorySearch(secret)
        for process in target.all {
            unsafe search.search(ProcessMap(of: process), of: process) { address, buffer in
                guard let start = buffer.baseAddress else { return 0 }
                return unsafe redoubt_attacks_vm_read(process, address, start, buffer.count)
            }
        }
        return search.finding
    }
}
