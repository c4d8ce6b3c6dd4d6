internal import Glibc

/// Looks for the secret in memory that the kernel may write to swap space, or into an image of the sleeping machine.
///
/// It reads no swap space, which holds the memory of others too.
struct PagingOut: Attack {
    let name = "swap"
    let aim = Aim.reading
    /// Swap space is root's.
    let attackers = [Attacker.root]

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var search = MemorySearch(secret)
        var swappable = 0
        for process in target.sealed {
            let memory = unsafe open("/proc/\(process)/mem", O_RDONLY | O_CLOEXEC)
            guard memory >= 0 else {
                search.fail(errno)
                continue
            }
            defer { close(memory) }
            let map = ProcessMap(of: process).without(startingAt: locked(process))
            swappable += map.areas.count
            unsafe search.search(map, of: process) { address, buffer in
                let got = unsafe pread(memory, buffer.baseAddress, buffer.count, off_t(address))
                return got < 0 ? Int(-errno) : got
            }
        }
        guard !search.isFound else { return search.finding }
        return .nothing("in none of \(swappable) areas that can be paged out")
    }

    /// Where the areas start that the kernel keeps in memory.
    private func locked(_ process: Int32) -> Set<UInt64> {
        var starts: Set<UInt64> = []
        var start: UInt64 = 0
        for line in ProcessFiles.text("/proc/\(process)/smaps").split(separator: "\n") {
            let words = line.split(separator: " ")
            if let range = words.first, range.contains("-"), !range.hasSuffix(":") {
                start = range.split(separator: "-").first.flatMap { UInt64($0, radix: 16) } ?? 0
            }
            if words.first == "VmFlags:", words.contains("lo") { starts.insert(start) }
        }
        return starts
    }
}
