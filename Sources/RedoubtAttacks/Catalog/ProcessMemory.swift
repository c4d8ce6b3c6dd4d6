internal import CRedoubtAttacks
internal import Glibc

/// Reads `/proc/PID/task/TID/mem` of every thread.
struct ProcessMemory: Attack {
    let name = "proc-mem"
    let aim = Aim.reading

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var search = MemorySearch(secret)
        for process in target.all { Self.read(process, &search) }
        return search.finding
    }

    static func read(_ process: Int32, _ search: inout MemorySearch) {
        let map = ProcessMap(of: process)
        for thread in ProcessFiles.threads(of: process) where !search.isOver {
            let file = unsafe open("/proc/\(process)/task/\(thread)/mem", O_RDONLY | O_CLOEXEC)
            guard file >= 0 else {
                search.fail(errno)
                continue
            }
            defer { close(file) }
            unsafe search.search(map, of: process) { address, buffer in
                let got = unsafe pread(file, buffer.baseAddress, buffer.count, off_t(address))
                return got < 0 ? Int(-errno) : got
            }
        }
    }
}
