import RedoubtImage
import SeededTesting
import Testing

@Suite("Damaged ELF programs")
struct ELFDamageTests {
    /// What every accepted program keeps to.
    private func expectSound(_ program: ELFProgram, _ comment: Comment) {
        var end = 0
        var holdsEntry = false
        for segment in program.segments {
            #expect(segment.offset >= end && segment.offset % 4096 == 0, comment)
            #expect(segment.sizeBytes > 0 && segment.sizeBytes % 4096 == 0, comment)
            #expect(segment.contents.count <= segment.sizeBytes, comment)
            #expect(segment.contents.count % 4096 == 0, comment)
            #expect(!segment.permissions.isSuperset(of: [.write, .execute]), comment)
            #expect(segment.permissions.contains(.read), comment)
            end = segment.range.upperBound
            holdsEntry =
                holdsEntry
                || segment.permissions.contains(.execute)
                    && segment.range.contains(program.entryOffset)
        }
        #expect(UInt64(end) <= EnclaveLayout.maximumBytes, comment)
        #expect(holdsEntry, comment)
    }

    @Test func `Every flipped bit of the headers is refused or gives a sound program`() {
        let bytes = ELFFile.minimal.bytes
        for bit in 0..<ELFFile.offset(ofHeader: 3) * 8 {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << (bit % 8)
            guard let program = try? ELFProgram(flipped) else { continue }
            expectSound(program, "bit \(bit)")
        }
    }

    @Test func `Fields with random and extreme values are refused or give a sound program`() {
        var random = SeededGenerator(for: "damaged ELF programs")
        let bytes = ELFFile.minimal.bytes
        let extremes: [UInt64] = [
            0, 1, 4095, 4096, UInt64(bytes.count), 1 << 31, 1 << 32, 1 << 47, 1 << 48 - 1, 1 << 63,
            .max - 4095, .max, ELFFile.base, ELFFile.base + 0x1000,
            ELFFile.base + EnclaveLayout.maximumBytes - 1,
        ]
        var accepted = 0
        for _ in 0..<20_000 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let header = ELFFile.offset(ofHeader: .random(in: 0..<3, using: &random))
                let field = [8, 16, 32, 40].randomElement(using: &random) ?? 8
                let value = extremes.randomElement(using: &random) ?? 0
                damaged.put(
                    Bool.random(using: &random) ? value : value ^ random.next() >> 40,
                    at: header + field
                )
            }
            guard let program = try? ELFProgram(damaged) else { continue }
            accepted += 1
            expectSound(program, "seed \(random.seed)")
        }
        #expect((1..<20_000).contains(accepted), "seed \(random.seed)")
    }
}
