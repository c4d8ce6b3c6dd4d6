internal import Glibc

/// Opens every `/proc/PID/fd/N` again, reads and maps it.
struct DescriptorReopening: Attack {
    let name = "proc-fd-reopen"
    let aim = Aim.reading

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var search = MemorySearch(secret)
        for process in target.all { Self.read(process, &search) }
        return search.finding
    }

    static func read(_ process: Int32, _ search: inout MemorySearch) {
        for number in ProcessFiles.descriptors(of: process) where !search.isOver {
            let path = "/proc/\(process)/fd/\(number)"
            var file = unsafe open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK)
            if file < 0 { file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
            guard file >= 0 else {
                search.fail(errno)
                continue
            }
            search.search(descriptor: file, "by \(path)")
        }
    }
}
