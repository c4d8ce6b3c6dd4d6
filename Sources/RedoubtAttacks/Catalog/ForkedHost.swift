/// Looks into a child that the host has forked while its enclave ran.
struct ForkedHost: Attack {
    let name = "fork-of-host"
    let aim = Aim.reading
    let attackers = [Attacker.hostUser, .root]
    let hostCommand: String? = "fork"

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        guard let child = Int32(target.answer), child > 0 else {
            return .impossible("the host did not fork: \(target.answer)")
        }
        var search = MemorySearch(secret)
        search.searchAftermath(of: [child], folder: target.folder)
        return search.finding
    }
}
