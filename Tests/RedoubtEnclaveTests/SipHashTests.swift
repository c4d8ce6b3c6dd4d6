import CRedoubtEnclave
import Testing

/// The first value is from the reference implementation's `vectors_sip64`.
///
/// An implementation that agrees with its vectors for 0, 8 and 15 bytes made the others.
@Suite("SipHash-2-4 of one word")
struct SipHashTests {
    private static let counting: [UInt8] = Array(0..<16)
    private static let zeros = [UInt8](repeating: 0, count: 16)
    private static let ones = [UInt8](repeating: 0xFF, count: 16)

    struct Vector: Sendable {
        let key: [UInt8]
        let word: UInt64
        let hash: UInt64
    }

    static let vectors = [
        Vector(key: counting, word: 0x0706_0504_0302_0100, hash: 0x93F5_F579_9A93_2462),
        Vector(key: counting, word: 0, hash: 0x39D3_851C_A076_81A7),
        Vector(key: counting, word: 1, hash: 0x2B91_B2B0_85E6_D1F6),
        Vector(key: counting, word: 1 << 63, hash: 0x45F9_3120_D11C_42C2),
        Vector(key: counting, word: .max, hash: 0x2A68_FF30_A3D9_DA34),
        Vector(key: zeros, word: 0, hash: 0xE849_E8BB_6FFE_2567),
        Vector(key: zeros, word: 1, hash: 0x8004_C5A6_9410_5F5E),
        Vector(key: zeros, word: .max, hash: 0x8050_C18B_6AC9_D15E),
        Vector(key: ones, word: 0, hash: 0x93E9_A1F1_13E7_0A00),
        Vector(key: ones, word: .max, hash: 0xF13E_7749_1777_F9D0),
        Vector(
            key: counting.reversed(),
            word: 0x0123_4567_89AB_CDEF,
            hash: 0x6EDC_E049_68FE_30C4
        ),
    ]

    @Test(arguments: vectors)
    func `A word has the hash that the reference gives it`(vector: Vector) {
        #expect(unsafe redoubt_siphash(vector.key, vector.word) == vector.hash)
    }
}
