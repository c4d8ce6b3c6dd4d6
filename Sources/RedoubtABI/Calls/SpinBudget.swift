/// How often one side looks for the other's next message before it sleeps.
///
/// It adapts: where messages come soon, looking is the fastest way to get them; where they do not, it only takes the
/// processor from those who have work. Each look that was in vain halves the budget. Now and then the whole is tried
/// again, so that a side that slept through a quiet time finds out at once when calls come fast again.
public struct SpinBudget: Sendable {
    /// What a look has come to.
    public enum Look: Sendable {
        case found
        case nothing
        /// Nothing, and looking on would take the processor from others.
        case pointless
    }

    /// The most looks.
    public let limit: UInt32
    /// How many looks seem worth while.
    public private(set) var current: UInt32
    private var missesInRow: UInt32 = 0

    /// Every so many looks in vain, one after the other, the whole limit is tried once.
    static let trialInterval: UInt32 = 4
    /// What is left of the budget at the least, as far as the limit has it: less than a system call takes.
    static let leastBudget: UInt32 = 16

    /// How many looks there are if others wait for the processor: about as long as it takes to give it away.
    @usableFromInline static let crowdedBudget: UInt32 = 64

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
    ///   - isCrowded: whether others wait for this processor: then a few looks are all, and finding nothing does not
    ///     count.
    ///   - look: looks, and pauses for a moment if there is nothing. It is told how often it has looked.
    /// - Returns: whether it was found.
    @inlinable
    public mutating func spin(
        isDue: Bool = false,
        isCrowded: Bool = false,
        _ look: (_ count: UInt32) -> Look
    ) -> Bool {
        let looks =
            isCrowded ? min(Self.crowdedBudget, max(limit, 1)) : looksWorthWhile(isDue: isDue)
        var count: UInt32 = 0
        looking: while count < looks {
            switch look(count) {
            case .found:
                if !isCrowded { didFind() }
                return true
            case .nothing: count &+= 1
            case .pointless: break looking
            }
        }
        if !isDue, !isCrowded { didMiss() }
        return false
    }

    private var isTrial: Bool { missesInRow % Self.trialInterval == Self.trialInterval - 1 }

    @usableFromInline
    func looksWorthWhile(isDue: Bool) -> UInt32 {
        max(isDue || isTrial ? limit : current, 1)
    }

    @usableFromInline
    mutating func didFind() {
        missesInRow = 0
        current = limit
    }

    @usableFromInline
    mutating func didMiss() {
        if !isTrial { current = max(current / 2, min(limit, Self.leastBudget)) }
        missesInRow &+= 1
    }
}
