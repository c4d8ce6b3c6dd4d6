import RedoubtABI
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
        #expect(copy.components == image.components)
        #expect(copy.layout.regions == image.layout.regions)
        #expect(copy.declaredMeasurement == image.declaredMeasurement)
        #expect(copy.declaredMeasurement == copy.measured())
        #expect(copy.signedHeader == image.signedHeader)
        #expect(copy.signature == nil)
        #expect(copy.encoded() == image.encoded())
        #expect(image.trustedCodeBytes == 2 * 4096)
    }

    @Test func `The header is what the format says`() throws {
        let image = try makeSampleImage()
        let bytes = image.encoded()
        func field<Value: FixedWidthInteger>(_ offset: Int, _: Value.Type) -> Value {
            bytes.integer(at: offset, as: Value.self)
        }
        #expect(bytes.count == 4 * 4096)
        #expect(image.signedHeader == Array(bytes.prefix(3072)))
        #expect(bytes.prefix(8).elementsEqual("REDOUBT\0".utf8))
        #expect(field(8, UInt32.self) == 2)
        #expect(field(12, UInt32.self) == 1)
        #expect(Array(bytes[16..<48]) == image.measured().bytes)
        #expect(bytes[48..<80].elementsEqual(0x40..<0x60))
        #expect(bytes[80..<88].elementsEqual([1, 2, 3, 4, 5, 6, 2, 1]))
        #expect(field(88, UInt64.self) == 16)
        #expect(field(96, UInt64.self) == 5 << 20)
        #expect(field(104, UInt64.self) == 128 << 10)
        #expect(field(112, UInt32.self) == 3)
        #expect(field(116, UInt32.self) == 10_000)
        #expect(field(120, UInt32.self) == 3)
        #expect(field(124, UInt32.self) == 2)
        let segments: [(UInt64, UInt64, UInt32)] = [
            (0, 0x1000, 5), (0x1000, 0x1000, 1), (0x2000, 0x2000, 3),
        ]
        for (index, (offset, size, permissions)) in segments.enumerated() {
            let at = 128 + 32 * index
            #expect(field(at, UInt64.self) == offset)
            #expect(field(at + 8, UInt64.self) == size)
            #expect(field(at + 16, UInt64.self) == 4096)
            #expect(field(at + 24, UInt32.self) == permissions)
        }
        #expect(bytes[2176..<2200].elementsEqual("Säge".utf8 + [UInt8](repeating: 0, count: 19)))
        #expect(bytes[2212..<2236].elementsEqual("a name of twenty-four by".utf8))
        #expect([2200, 2204, 2208].map { field($0, UInt32.self) } == [70, 300, 8])
        #expect([2236, 2240, 2244].map { field($0, UInt32.self) } == [30, 0, 0x0102_0304])
        for range in SampleHeader.reserved {
            #expect(bytes[range].allSatisfy { $0 == 0 })
        }
        #expect(bytes[4096..<4196].elementsEqual(ELFFile.minimal.contents[..<100]))
    }

    @Test func `Heap and stacks are rounded up to pages`() throws {
        var configuration = EnclaveConfiguration()
        configuration.heapBytes = (1 << 20) + 1
        configuration.stackBytes = 20_481
        let image = try EnclaveImage(
            program: ELFProgram(ELFFile.minimal.bytes),
            configuration: configuration
        )
        #expect(image.configuration.heapBytes == (1 << 20) + 4096)
        #expect(image.configuration.stackBytes == 24_576)
        #expect(try EnclaveImage(image.encoded()).configuration == image.configuration)
    }

    @Test(arguments: [nil] + IsolationLevel.strongestFirst)
    func `Every weakest level is kept`(level: IsolationLevel?) throws {
        var configuration = EnclaveConfiguration()
        configuration.minimumIsolation = level
        let image = try EnclaveImage(
            program: ELFProgram(ELFFile.minimal.bytes),
            configuration: configuration
        )
        let copy = try EnclaveImage(image.encoded())
        #expect(copy.configuration.minimumIsolation == level)
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
            #expect("\(failure)".hasPrefix("structure check: "))
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
