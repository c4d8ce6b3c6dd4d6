import SignerInterface

/// How often a key was used, and when of late.
struct KeyUsage: Sendable {
    /// How often it was used.
    var uses: UInt64 = 0
    /// How many uses the sealed record has counted: never fewer than there were.
    var countedUses: UInt64 = 0
    /// When it was used in the last minute, in the host's milliseconds, for keys with a rate.
    var recentUses: [UInt64] = []

    private static let minute: UInt64 = 60_000

    /// Counts a use.
    ///
    /// - Parameters:
    ///   - policy: the key's.
    ///   - now: the host's time; for keys with a rate alone.
    /// - Returns: whether the record must be written before the key is used.
    /// - Throws: `usedUp`, `rateExceeded`.
    mutating func count(_ policy: KeyPolicy, at now: UInt64) throws(SignerError) -> Bool {
        if let limit = policy.uses, uses >= limit { throw .usedUp(limit: limit) }
        if let limit = policy.usesPerMinute {
            // Time never goes back: a host that sets its clock back gains nothing.
            let now = max(now, recentUses.last ?? 0)
            recentUses.removeAll { now - $0 >= Self.minute }
            if recentUses.count >= Int(limit), let first = recentUses.first {
                let milliseconds = Self.minute - (now - first)
                throw .rateExceeded(limit: limit, retryAfterSeconds: (milliseconds + 999) / 1_000)
            }
            recentUses.append(now)
        }
        uses += 1
        guard uses > countedUses else { return false }
        countedUses = min(uses - 1 + UInt64(policy.usesCountedAhead), policy.uses ?? .max)
        return true
    }
}
