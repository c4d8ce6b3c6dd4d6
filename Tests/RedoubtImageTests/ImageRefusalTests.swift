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
        Example("version", at: 8, put: 1 as UInt32),
        Example("version", at: 8, put: 3 as UInt32),
        Example("flags", at: 12, put: 2 as UInt32),
        Example("flags", at: 12, put: UInt32.max),
        Example("weakest isolation", at: 86, put: 0 as UInt8),
        Example("weakest isolation", at: 86, put: 3 as UInt8),
        Example("weakest isolation", at: 86, put: 0 as UInt8, valueAt: 87),
        Example("weakest isolation", at: 86, put: 3 as UInt8, valueAt: 87),
        Example("weakest isolation", at: 86, put: UInt16.max),
        Example("entry", at: 88, put: 0x1000 as UInt64),
        Example("entry", at: 88, put: 0x2000 as UInt64),
        Example("entry", at: 88, put: UInt64.max),
        Example("heap", at: 96, put: UInt64.max),
        Example("heap", at: 96, put: 1 << 48 as UInt64),
        Example("heap", at: 96, put: 5 << 20 + 1 as UInt64),
        Example("stack", at: 104, put: 1 << 63 as UInt64),
        Example("stack", at: 104, put: 128 << 10 + 2048 as UInt64),
        Example("segment count", at: 120, put: 0 as UInt32),
        Example("segment count", at: 120, put: 65 as UInt32),
        Example("segment count", at: 120, put: UInt32.max),
        Example("component count", at: 124, put: 25 as UInt32),
        Example("component count", at: 124, put: UInt32.max),
        Example("segment 0", at: 128, put: 1 as UInt64),
        Example("segment 0", at: 128, put: 0 as UInt64, valueAt: 136),
        Example("segment 0", at: 128, put: 100 as UInt64, valueAt: 144),
        Example("segment 0", at: 144, put: 0x2000 as UInt64),
        Example("segment 0", at: 152, put: 13 as UInt32),
        Example("segment 0", at: 152, put: 7 as UInt32),
        Example("segment 0", at: 152, put: 6 as UInt32),
        Example("segment 0", at: 152, put: 2 as UInt32),
        Example("segment 0", at: 152, put: 4 as UInt32),
        Example("segment 0", at: 152, put: 0 as UInt32),
        Example("segment 0", at: 152, put: 1 as UInt32, valueAt: 156),
        Example("segment 1", at: 160, put: 0 as UInt64),
        Example("segment 2", at: 192, put: UInt64.max),
        Example("segment 2", at: 200, put: UInt64.max),
        Example("segment 2", at: 208, put: UInt64.max),
        Example("reserved", at: 224, put: 1 as UInt8),
        Example("reserved", at: 2175, put: 1 as UInt8),
        Example("component 0", at: 2176, put: 0 as UInt8),
        Example("component 0", at: 2176, put: 0xFF as UInt8),
        Example("component 0", at: 2176, put: 0x41 as UInt8, valueAt: 2177),
        Example("component 1", at: 2212, put: 0xC3 as UInt8, valueAt: 2235),
        Example("reserved", at: 2182, put: 0x41 as UInt8),
        Example("reserved", at: 2248, put: 1 as UInt8),
        Example("reserved", at: 3071, put: 1 as UInt8),
        Example("reserved", at: 3076, put: 1 as UInt8),
        Example("signature algorithm", at: 3072, put: 3 as UInt32),
        Example("signature algorithm", at: 3072, put: UInt32.max),
        Example("public key", at: 3088, put: 1 as UInt32, valueAt: 3072),
        Example("public key", at: 3088, put: 2 as UInt32, valueAt: 3072),
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
        #expect("\(failure)".hasPrefix("structure check: \(field) at offset \(offset): "))
    }

    @Test(
        "A configuration outside of its limits is refused with them",
        arguments: [
            Example("heap", at: 96, put: 0 as UInt64),
            Example("heap", at: 96, put: 64 << 10 as UInt64),
            Example("heap", at: 96, put: 16 << 30 + 4096 as UInt64),
            Example("stack", at: 104, put: 0 as UInt64),
            Example("stack", at: 104, put: 64 << 20 + 4096 as UInt64),
            Example("threads", at: 112, put: 0 as UInt32),
            Example("threads", at: 112, put: 65 as UInt32),
            Example("threads", at: 112, put: UInt32.max),
            Example("channel", at: 116, put: 0 as UInt32),
            Example("channel", at: 116, put: UInt32.max),
        ]
    )
    func configuration(_ example: Example) throws {
        let bytes = example.applied(to: try makeSampleImage().encoded())
        let failure = try #require(throws: ImageError.self) { try EnclaveImage(bytes) }
        guard case .malformed(example.field, example.offset, let reason) = failure else {
            Issue.record("\(failure)")
            return
        }
        #expect(reason.contains("is \(example.value), but must lie between "))
    }

    @Test(
        "Segments beyond the largest enclave are too large, as are a heap and stacks after them",
        arguments: [
            Example("segment 2", at: 192, put: EnclaveLayout.maximumBytes),
            Example("segments", at: 128, put: EnclaveLayout.maximumBytes - 0x2000, valueAt: 192),
        ]
    )
    func tooLarge(_ example: Example) throws {
        let bytes = example.applied(to: try makeSampleImage().encoded())
        let failure = try #require(throws: ImageError.self) { try EnclaveImage(bytes) }
        guard case .malformed(example.field, example.offset, _) = failure else {
            Issue.record("\(failure)")
            return
        }
    }

    @Test func `A program of more than a gibibyte is too large to be measured`() throws {
        let bytes = try makeSampleImage().encoded()
        let limit = UInt64(EnclaveLayout.maximumProgramBytes)
        #expect(throws: Never.self) { try EnclaveImage(bytes.putting(limit - 0x2000, at: 200)) }
        let tooLarge = ImageError.programTooLarge(bytes: 1 << 30 + 4096, limit: 1 << 30)
        #expect(
            throws: ImageError.malformed(
                field: "segments",
                offset: 128,
                reason: tooLarge.description
            )
        ) { try EnclaveImage(bytes.putting(limit - 0x1000, at: 200)) }
    }
}
