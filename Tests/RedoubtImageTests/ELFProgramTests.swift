import RedoubtImage
import Testing

@Suite("ELF programs that are accepted")
struct ELFProgramTests {
    private let minimal = ELFFile.minimal

    private func page(_ range: Range<Int>, lead: Int = 0) -> [UInt8] {
        let bytes = [UInt8](repeating: 0, count: lead) + ELFFile.minimal.contents[range]
        return bytes + [UInt8](repeating: 0, count: 4096 - bytes.count)
    }

    @Test func `Segments have whole pages, their contents and their permissions`() throws {
        let program = try ELFProgram(minimal.bytes)
        let segments = program.segments
        #expect(program.entryOffset == 16)
        #expect(segments.map(\.offset) == [0, 0x1000, 0x2000])
        #expect(segments.map(\.sizeBytes) == [0x1000, 0x1000, 0x2000])
        #expect(segments.map(\.permissions) == [[.read, .execute], [.read], [.read, .write]])
        #expect(segments.map(\.contents) == [page(0..<100), page(100..<400), page(400..<408)])
    }

    @Test func `Segments are sorted by address`() throws {
        let reversed = minimal.with { $0.headers.reverse() }
        #expect(try ELFProgram(reversed.bytes).segments == ELFProgram(minimal.bytes).segments)
    }

    @Test func `A segment that starts within a page is led by zeros`() throws {
        let file = minimal.with { $0.headers[2].address += 0x810 }
        let segment = try ELFProgram(file.bytes).segments[2]
        #expect(segment.range == 0x2000..<0x5000)
        #expect(segment.contents == page(400..<408, lead: 0x810))
    }

    @Test func `A segment without contents is zero, one without memory is nothing`() throws {
        let file = minimal.with {
            $0.headers[1].fileBytes = 0
            $0.headers[2].fileBytes = 0
            $0.headers[2].memoryBytes = 0
        }
        let segments = try ELFProgram(file.bytes).segments
        #expect(segments.count == 2)
        #expect(segments[1].contents.isEmpty)
        #expect(segments[1].sizeBytes == 4096)
    }

    @Test func `Headers that load nothing are passed over`() throws {
        let others = [0, 4, 5, 6, 0x6474_E550, 0x6474_E551, 0x7000_0001] as [UInt32]
        let file = minimal.with { file in
            file.headers += others.map {
                ELFFile.Header(
                    type: $0,
                    flags: 7,
                    fileOffset: .max,
                    address: .max,
                    fileBytes: .max,
                    memoryBytes: .max
                )
            }
        }
        #expect(try ELFProgram(file.bytes).segments == ELFProgram(minimal.bytes).segments)
    }

    @Test func `As many as 64 headers are read`() throws {
        let file = minimal.with { file in
            file.headers += (3..<64).map {
                ELFFile.Header(
                    flags: 4,
                    fileOffset: 4096,
                    address: ELFFile.base + UInt64($0 + 1) * 0x1000,
                    fileBytes: 1,
                    memoryBytes: 4096
                )
            }
        }
        #expect(try ELFProgram(file.bytes).segments.count == 64)
    }

    @Test func `The entry may be the first and the last byte of the code`() throws {
        for entry in [0, 99, 4095] as [UInt64] {
            let file = minimal.with { $0.entry = ELFFile.base + entry }
            #expect(try ELFProgram(file.bytes).entryOffset == Int(entry))
        }
    }

    @Test func `The largest address space is used up to its last byte`() throws {
        let file = minimal.with {
            $0.headers[2].memoryBytes = EnclaveLayout.maximumBytes - 0x2000
        }
        let end = try ELFProgram(file.bytes).segments[2].range.upperBound
        #expect(UInt64(end) == EnclaveLayout.maximumBytes)
    }
}
