/// Reads all that `/proc/PID` says in text: environment, arguments, kernel stack, system call, page map.
struct ProcessInformation: Attack {
    let name = "proc-files"
    let aim = Aim.reading
    private static let files = [
        "environ", "cmdline", "auxv", "stack", "syscall", "wchan", "stat", "status", "smaps",
        "maps", "numa_maps", "pagemap", "comm", "personality", "limits", "mountinfo", "timers",
    ]

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var search = MemorySearch(secret)
        for process in target.all {
            var folders = ["/proc/\(process)"]
            folders += ProcessFiles.threads(of: process).map { "/proc/\(process)/task/\($0)" }
            for folder in folders {
                for file in Self.files where !search.isFound {
                    switch ProcessFiles.contents("\(folder)/\(file)", limitBytes: 64 << 10) {
                    case .success(let bytes): search.examine(bytes, "in \(folder)/\(file)")
                    case .failure(let failure): search.fail(failure.rawValue)
                    }
                }
            }
        }
        return search.finding
    }
}
