import RedoubtImage
import Testing

@Suite("Enclave images that are refused")
struct ImageRefusalTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let field: String
        let offset: Int
        /// What is written, and where; by default at the offset that the error names.
        let value: UInt64
        let width: Int
        let valueAt: Int

        init(
            _ field: String,
            at offset: Int,
            put value: some FixedWidthInteger & UnsignedInteger,
            valueAt: Int? = nil
        ) {
            self.field = field
            self.offset = offset
            self.value = UInt64(value)
            width = value.bitWidth / 8
            self.valueAt = valueAt ?? offset
        }

        var testDescription: String { "\(field) of \(value) at \(valueAt)" }

        func applied(to bytes: [UInt8]) -> [UInt8] {
            var copy = bytes
            for index in 0..<width {
                copy[valueAt + index] = UInt8(truncatingIfNeeded: value >> (8 * index))
            }
            return copy
        }
    }

    static let malformed: [Example] = [
        Example("magic", at: 0, put: UInt8(ascii: "r")),
        Example("magic", at: 0, put: 1 as UInt8, valueAt: 7),
        Example("version", at: 8, put: 0 as UInt32),
        Example("version", at: 8, put: 2 as UInt32),
        Example("flags", at: 12, put: 2 as UInt32),
        Example("flags", at: 12, put: UInt32.max),
        Example("entry", at: 16, put: 0x1000 as UInt64),
        Example("entry", at: 16, put: 0x2000 as UInt64),
        Example("entry", at: 16, put: UInt64.max),
        Example("heap", at: 24, put: UInt64.max),
        Example("heap", at: 24, put: 1 << 48 as UInt64),
        Example("stack", at: 32, put: 1 << 63 as UInt64),
        Example("segment count", at: 48, put: 0 as UInt32),
        Example("segment count", at: 48, put: 65 as UInt32),
        Example("segment count", at: 48, put: UInt32.max),
        Example("reserved", at: 52, put: 1 as UInt32),
        Example("segment 0", at: 56, put: 1 as UInt64),
        Example("segment 0", at: 56, put: 0 as UInt64, valueAt: 64),
        Example("segment 0", at: 56, put: 100 as UInt64, valueAt: 72),
        Example("segment 0", at: 72, put: 0x2000 as UInt64),
        Example("segment 1", at: 88, put: 0 as UInt64),
        Example("segment 2", at: 120, put: UInt64.max),
        Example("segment 2", at: 128, put: UInt64.max),
        Example("segment 2", at: 136, put: UInt64.max),
        Example("segment 0", at: 80, put: 13 as UInt32),
        Example("segment 0", at: 80, put: 7 as UInt32),
        Example("segment 0", at: 80, put: 6 as UInt32),
        Example("segment 0", at: 80, put: 1 as UInt32, valueAt: 84),
        Example("reserved", at: 152, put: 1 as UInt8),
        Example("reserved", at: 4095, put: 0x80 as UInt8),
    ]

    @Test("A malformed field and its place are named", arguments: malformed)
    func named(_ example: Example) throws {
        let bytes = example.applied(to: try makeSampleImage().encoded())
        let failure = try #require(throws: ImageError.self) { try EnclaveImage(bytes) }
        guard case .malformed(let field, let offset, _) = failure else {
            Issue.record("\(failure)")
            return
        }
        #expect(field == example.field)
        #expect(offset == example.offset)
        #expect("\(failure)".hasPrefix("\(field) at offset \(offset): "))
    }

    @Test(
        "A configuration outside of its limits is refused by its key",
        arguments: [
            Example("heapBytes", at: 24, put: 0 as UInt64),
            Example("heapBytes", at: 24, put: 16 << 30 + 1 as UInt64),
            Example("stackBytes", at: 32, put: 0 as UInt64),
            Example("stackBytes", at: 32, put: 64 << 20 + 1 as UInt64),
            Example("threads", at: 40, put: 0 as UInt32),
            Example("threads", at: 40, put: 65 as UInt32),
            Example("threads", at: 40, put: UInt32.max),
            Example("channelBytes", at: 44, put: 0 as UInt32),
            Example("channelBytes", at: 44, put: UInt32.max),
        ]
    )
    func configuration(_ example: Example) throws {
        let bytes = example.applied(to: try makeSampleImage().encoded())
        let failure = try #require(throws: ImageError.self) { try EnclaveImage(bytes) }
        guard case .configuration(example.field, let value, let limits) = failure else {
            Issue.record("\(failure)")
            return
        }
        #expect(UInt64(value) == example.value)
        #expect("\(failure)".contains("\(limits.lowerBound) and \(limits.upperBound)"))
    }

    @Test func `Segments beyond the largest enclave are too large`() throws {
        let bytes = try makeSampleImage().encoded()
        let limit = EnclaveLayout.maximumBytes
        #expect(throws: ImageError.tooLarge(needed: limit + 0x2000, limit: limit)) {
            try EnclaveImage(bytes.putting(limit, at: 120))
        }
        #expect(throws: ImageError.self) {
            // It fits, but the heap after it does not.
            try EnclaveImage(bytes.putting(limit - 0x2000, at: 120))
        }
    }
}
