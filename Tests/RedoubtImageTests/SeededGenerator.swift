import Foundation

/// Random numbers that come again with the same seed: SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    /// Takes a new seed, or that of the variable `REDOUBT_TEST_SEED`, and prints it.
    init(for test: String) {
        let given = ProcessInfo.processInfo.environment["REDOUBT_TEST_SEED"].flatMap { UInt64($0) }
        seed = given ?? .random(in: .min ... .max)
        state = seed
        print("\(test): REDOUBT_TEST_SEED=\(seed)")
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
