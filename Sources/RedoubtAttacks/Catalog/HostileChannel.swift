internal import Glibc

/// Reads what the enclave lets slip when it gets malformed messages: wrong lengths, counts and kinds, repeated
/// and reordered messages, replies to calls never made, bytes that change while they are read.
struct HostileChannel: Attack {
    let name = "hostile-channel"
    let aim = Aim.reading
    let attackers = [Attacker.hostUser]
    let hostCommand: String? = "scribble"

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var search = MemorySearch(secret)
        let deadline = ContinuousClock.now + .milliseconds(1_500)
        while ContinuousClock.now < deadline, !search.isFound {
            ProcessMemory.read(target.host, &search)
            usleep(20_000)
        }
        search.searchAftermath(of: target.sealed, folder: target.folder)
        return search.finding
    }
}
