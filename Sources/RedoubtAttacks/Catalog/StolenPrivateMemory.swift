internal import CRedoubtAttacks
internal import Glibc
internal import RedoubtABI

/// Gets hold of `guest_memfd`, maps it, reads it, and binds it to a virtual machine of the attacker's own.
struct StolenPrivateMemory: Attack {
    let name = "stolen-guest_memfd"
    let aim = Aim.reading
    /// Its descriptor is closed; for others the kernel refuses the way by the mapping, whatever the process.
    let attackers = [Attacker.root]

    func obstacle(at level: IsolationLevel) -> String? {
        level == IsolationLevel(.virtualization, .private) ? nil : "the level has no guest_memfd"
    }

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var search = MemorySearch(secret)
        var files: [Int32] = []
        for process in target.sealed {
            files += MappedFiles.paths(of: process).map { unsafe open($0, O_RDWR | O_CLOEXEC) }
            if files.contains(where: { $0 < 0 }) { search.fail(errno) }
            files += ProcessFiles.descriptors(of: process).map {
                redoubt_attacks_steal_descriptor(process, $0)
            }
        }
        for file in files where file >= 0 {
            let isBound = redoubt_attacks_bind_private_memory(file) == 0
            search.search(descriptor: file, "by a stolen descriptor")
            if isBound { return .found("bound the memory to another machine") }
        }
        return search.finding
    }
}
