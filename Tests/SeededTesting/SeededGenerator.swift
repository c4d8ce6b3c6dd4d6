import Foundation

/// Random numbers that come again with the same seed: SplitMix64.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    /// What the numbers follow from.
    public let seed: UInt64
    private var state: UInt64

    /// Takes a new seed, or that of the variable `REDOUBT_TEST_SEED`, and prints it.
    public init(for test: String) {
        let given = ProcessInfo.processInfo.environment["REDOUBT_TEST_SEED"].flatMap { UInt64($0) }
        self.init(seed: given ?? .random(in: .min ... .max))
        print("\(test): REDOUBT_TEST_SEED=\(seed)")
    }

    /// Takes a seed.
    public init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    /// The next number.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
