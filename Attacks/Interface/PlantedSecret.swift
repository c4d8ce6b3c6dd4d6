/// The secret that the suite plants: computed from a seed, so that neither host nor channel has seen it.
public enum PlantedSecret {
    /// Four words.
    public static let wordCount = 4

    /// The secret of a seed: the words that SplitMix64 gives.
    ///
    /// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
    public static func words(seed: UInt64) -> [UInt64] {
        var state = seed
        var words: [UInt64] = []
        for _ in 0..<wordCount {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            words.append(word ^ (word >> 31))
        }
        return words
    }

    /// FNV-1a over the words.
    public static func digest(of words: [UInt64]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for word in words {
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                hash = (hash ^ (word >> shift & 0xFF)) &* 0x100_0000_01B3
            }
        }
        return hash
    }

    /// What the true program answers as its motto.
    public static let motto = "This is the program that its author signed."
}
