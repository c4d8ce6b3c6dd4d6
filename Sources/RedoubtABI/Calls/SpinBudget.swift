/// How often one side looks for the other's next message before it sleeps.
///
/// It adapts: where messages come soon, looking is the fastest way to get them; where they do not, it only takes the
/// processor from those who have work. Each look that was in vain halves the budget. Now and then the whole is tried
/// again, so that a side that slept through a quiet time finds out at once when calls come fast again.
public struct SpinBudget: Sendable {
    /// The most looks.
    public let limit: UInt32
    /// How many looks seem worth while.
    public private(set) var current: UInt32
    private var missesInRow: UInt32 = 0

    /// Every so many looks in vain, one after the other, the whole limit is tried once.
    static let trialInterval: UInt32 = 4
    /// What is left of the budget at the least, as far as the limit has it: less than a system call takes.
    static let leastBudget: UInt32 = 16

    /// Makes a budget that begins with all of it.
    public init(limit: UInt32) {
        self.limit = limit
        current = limit
    }

    /// Looks until there is something to find, as often as is worth while, and once at the least.
    ///
    /// - Parameters:
    ///   - isDue: whether something must come soon, whatever was before: then the whole limit is used, and finding
    ///     nothing does not count.
    ///   - isThere: looks, and pauses for a moment if there is nothing.
    /// - Returns: whether it was found.
    @inline(__always)
    public mutating func spin(isDue: Bool = false, _ isThere: () -> Bool) -> Bool {
        let isTrial = isDue || missesInRow % Self.trialInterval == Self.trialInterval - 1
        let budget = max(isTrial ? limit : current, 1)
        var looks: UInt32 = 0
        while looks < budget {
            if isThere() {
                missesInRow = 0
                current = limit
                return true
            }
            looks &+= 1
        }
        if isDue { return false }
        missesInRow &+= 1
        if !isTrial { current = max(current / 2, min(limit, Self.leastBudget)) }
        return false
    }
}
