import RedoubtImage
import SeededTesting
import Testing

/// Every byte of an image has one meaning: what is read is written as the same bytes again.
@Suite("Damaged enclave images")
struct ImageDamageTests {
    private func isReadAsItself(_ bytes: [UInt8], _ comment: Comment) -> Bool {
        guard let image = try? EnclaveImage(bytes) else { return false }
        #expect(image.encoded() == bytes, comment)
        return true
    }

    @Test func `Every flipped bit of the fields is refused or kept`() throws {
        let bytes = try makeSampleImage().encoded()
        var accepted = 0
        for bit in SampleHeader.fields.flatMap({ $0.lowerBound * 8..<$0.upperBound * 8 }) {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << (bit % 8)
            accepted += isReadAsItself(flipped, "bit \(bit)") ? 1 : 0
        }
        // Those of the measurement, the ids, the versions and the components' sizes have no wrong values.
        let withoutWrongValuesBytes = 32 + 32 + 6 + 24
        #expect(accepted > 8 * withoutWrongValuesBytes)
    }

    @Test func `Every byte of the fields, inverted, is refused or kept`() throws {
        let bytes = try makeSampleImage().encoded()
        for offset in SampleHeader.fields.joined() {
            _ = isReadAsItself(bytes.putting(~bytes[offset], at: offset), "offset \(offset)")
        }
    }

    @Test func `Every reserved byte that is not zero is named`() throws {
        let bytes = try makeSampleImage().encoded()
        for offset in SampleHeader.reserved.joined() {
            let failure = #expect(throws: ImageError.self) {
                try EnclaveImage(bytes.putting(UInt8(1 << (offset % 8)), at: offset))
            }
            #expect(
                failure == .malformed(field: "reserved", offset: offset, reason: "is not zero")
            )
        }
    }

    @Test func `Contents are kept as they are, and no longer measure what the header says`() throws
    {
        let bytes = try makeSampleImage().encoded()
        for offset in stride(from: 4096, to: bytes.count, by: 111) {
            let damaged = bytes.putting(~bytes[offset], at: offset)
            #expect(isReadAsItself(damaged, "\(offset)"))
            let image = try EnclaveImage(damaged)
            #expect(image.measured() != image.declaredMeasurement, "\(offset)")
        }
    }

    @Test func `Random fields are refused or kept`() throws {
        var random = SeededGenerator(for: "damaged images")
        let bytes = try makeSampleImage().encoded()
        let fields = SampleHeader.fields.flatMap { $0.filter { $0 % 4 == 0 && $0 >= 8 } }
        for _ in 0..<10_000 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let value = UInt32(truncatingIfNeeded: random.next())
                damaged.put(
                    value >> UInt32.random(in: 0...31, using: &random),
                    at: fields.randomElement(using: &random) ?? 8
                )
            }
            _ = isReadAsItself(damaged, "seed \(random.seed)")
        }
    }

    @Test func `Random bytes are refused`() throws {
        var random = SeededGenerator(for: "random images")
        let magic = try makeSampleImage().encoded().prefix(12)
        for round in 0..<1000 {
            let count = Int.random(in: 0...5000, using: &random)
            var bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            if round % 2 == 0 { bytes.replaceSubrange(0..<min(12, count), with: magic) }
            #expect(throws: ImageError.self, "seed \(random.seed)") { try EnclaveImage(bytes) }
        }
    }
}
