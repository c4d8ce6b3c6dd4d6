internal import CRedoubtAttacks

/// Takes every descriptor by `pidfd_getfd`, reads and maps it.
struct DescriptorTheft: Attack {
    let name = "pidfd_getfd"
    let aim = Aim.reading

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var search = MemorySearch(secret)
        for process in target.all {
            for number in ProcessFiles.descriptors(of: process) where !search.isOver {
                let stolen = redoubt_attacks_steal_descriptor(process, number)
                guard stolen >= 0 else {
                    search.fail(-stolen)
                    continue
                }
                search.search(
                    descriptor: stolen,
                    "by descriptor \(number) of process \(process)"
                )
            }
        }
        return search.finding
    }
}
