import RedoubtImage
import Testing

@Suite("Enclave images")
struct EnclaveImageTests {
    @Test func `An image is read as it was written`() throws {
        let image = try makeSampleImage()
        let copy = try EnclaveImage(image.encoded())
        #expect(copy.configuration == image.configuration)
        #expect(copy.entryOffset == image.entryOffset)
        #expect(copy.segments == image.segments)
        #expect(copy.layout.regions == image.layout.regions)
        #expect(copy.encoded() == image.encoded())
        #expect(image.trustedCodeBytes == 2 * 4096)
    }

    @Test func `The header is what the format says`() throws {
        let bytes = try makeSampleImage().encoded()
        func field<Value: FixedWidthInteger>(_ offset: Int, _: Value.Type) -> Value {
            bytes.integer(at: offset, as: Value.self)
        }
        #expect(bytes.count == 4 * 4096)
        #expect(Array(bytes.prefix(8)) == Array("REDOUBT\0".utf8))
        #expect(field(8, UInt32.self) == 1)
        #expect(field(12, UInt32.self) == 1)
        #expect(field(16, UInt64.self) == 16)
        #expect(field(24, UInt64.self) == 5 << 20)
        #expect(field(32, UInt64.self) == 128 << 10)
        #expect(field(40, UInt32.self) == 3)
        #expect(field(44, UInt32.self) == 10_000)
        #expect(field(48, UInt32.self) == 3)
        let segments: [(UInt64, UInt64, UInt32)] = [
            (0, 0x1000, 5), (0x1000, 0x1000, 1), (0x2000, 0x2000, 3),
        ]
        for (index, (offset, size, permissions)) in segments.enumerated() {
            let at = 56 + 32 * index
            #expect(field(at, UInt64.self) == offset)
            #expect(field(at + 8, UInt64.self) == size)
            #expect(field(at + 16, UInt64.self) == 4096)
            #expect(field(at + 24, UInt32.self) == permissions)
        }
        #expect(bytes[4096..<4196].elementsEqual(ELFFile.minimal.contents[..<100]))
    }

    @Test func `Every truncation is refused`() throws {
        let bytes = try makeSampleImage().encoded()
        for count in 0..<bytes.count {
            let failure = try #require(throws: ImageError.self) {
                try EnclaveImage(Array(bytes.prefix(count)))
            }
            guard case .truncated(_, let offset, let needed, count) = failure else {
                Issue.record("\(failure) for \(count) bytes")
                return
            }
            #expect(offset + needed > count)
        }
    }

    @Test func `More bytes are refused`() throws {
        let bytes = try makeSampleImage().encoded()
        for extra in [1, 4096] {
            #expect(
                throws: ImageError.malformed(
                    field: "end of file",
                    offset: bytes.count,
                    reason: "more bytes follow"
                )
            ) { try EnclaveImage(bytes + [UInt8](repeating: 0, count: extra)) }
        }
    }

    @Test func `A program instead of an image is called by its name`() {
        #expect(throws: ImageError.programInsteadOfImage) {
            try EnclaveImage(ELFFile.minimal.bytes)
        }
        #expect(ImageError.programInsteadOfImage.description.contains("redoubt build"))
    }
}
