internal import RedoubtSealing

/// Keys of an enclave that only fuzzers and `make_seeds.py` have.
enum MadeUpKeys {
    private static let epochByteCount = 520

    /// Of two epochs, in a C struct `redoubt_keys`.
    static let platformKeys: PlatformKeys = {
        var memory: [UInt8] = [2, 0, 0, 0, 0, 0, 0, 0]
        for (byte, count) in [(1, 32), (2, 32), (3, 16), (4, 16)] as [(UInt8, Int)] {
            memory += [UInt8](repeating: byte, count: count)
        }
        // Security version 0x12, no debug.
        memory += [0x12, 0, 0, 0, 0, 0, 0, 0]
        memory += [UInt8](repeating: 5, count: 16) + [UInt8](repeating: 6, count: 32)
        for epoch in [2, 1] as [UInt8] {
            memory += [epoch, 0, 0, 0, 0, 0, 0, 0]
            memory += (8..<epochByteCount).map { UInt8(truncatingIfNeeded: $0) ^ epoch }
        }
        return keys(memory, isDevelopment: false)
    }()

    /// Keys of any memory: what is missing are zeros.
    static func keys(_ memory: [UInt8], isDevelopment: Bool) -> PlatformKeys {
        let count = PlatformKeys.memoryByteCount
        let padding = [UInt8](repeating: 0, count: max(0, count - memory.count))
        return PlatformKeys(memory: memory.prefix(count) + padding, isDevelopment: isDevelopment)
    }

    /// A sealer of these keys; fails for our own mistakes alone.
    static func sealer(_ policy: SealingPolicy) -> Sealer {
        guard let sealer = try? Sealer(policy: policy, keys: platformKeys) else {
            preconditionFailure("the made-up keys seal under every policy")
        }
        return sealer
    }
}
