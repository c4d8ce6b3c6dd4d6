import RedoubtImage
import Testing

/// What `PT_GNU_RELRO` names: an enclave is never relocated, so it is read-only from the start.
@Suite("Data that is read-only after relocation")
struct ELFRelroTests {
    /// The permissions of the minimal program's segments, with such a range from the base.
    private func permissions(
        _ range: Range<UInt64>,
        dataAt data: UInt64 = 0x2000
    ) throws -> [String] {
        let file = ELFFile.minimal.with { file in
            file.headers[2].address = ELFFile.base + data
            file.headers.append(
                ELFFile.Header(
                    type: 0x6474_E552,
                    flags: 4,
                    fileOffset: 4496,
                    address: ELFFile.base + range.lowerBound,
                    fileBytes: 8,
                    memoryBytes: UInt64(range.count)
                )
            )
        }
        return try ELFProgram(file.bytes).segments.map { "\($0.permissions)" }
    }

    @Test func `A data segment that is so as a whole is read-only`() throws {
        #expect(try permissions(0x2000..<0x4000) == ["r-x", "r--", "r--"])
        #expect(try permissions(0x2000..<0x9000) == ["r-x", "r--", "r--"])
        #expect(try permissions(0x2810..<0x5000, dataAt: 0x2810) == ["r-x", "r--", "r--"])
    }

    @Test func `A data segment that is so in part stays writable`() throws {
        #expect(try permissions(0x2000..<0x3000) == ["r-x", "r--", "rw-"])
        #expect(try permissions(0x2000..<0x3000 - 1) == ["r-x", "r--", "rw-"])
        #expect(try permissions(0x3000..<0x4000) == ["r-x", "r--", "rw-"])
        #expect(try permissions(0x2000..<0x2000) == ["r-x", "r--", "rw-"])
    }

    @Test func `A data segment whose first bytes are not so stays writable`() throws {
        let permissions = try permissions(0x2010..<0x4000)
        #expect(permissions == ["r-x", "r--", "rw-"])
    }

    @Test func `Code and constants stay what they are`() throws {
        #expect(try permissions(0..<0x1000) == ["r-x", "r--", "rw-"])
        #expect(try permissions(0x1000..<0x2000) == ["r-x", "r--", "rw-"])
    }

    @Test func `A range with absurd numbers is refused`() {
        let at = ELFFile.offset(ofHeader: 3)
        let bytes = ELFFile.minimal.with { file in
            file.headers.append(
                ELFFile.Header(
                    type: 0x6474_E552,
                    flags: 4,
                    fileOffset: 0,
                    address: ELFFile.base,
                    fileBytes: 0,
                    memoryBytes: 0
                )
            )
        }.bytes
        #expect(throws: Never.self) { try ELFProgram(bytes) }
        for field in [16, 40] {
            #expect(throws: ImageError.self) {
                try ELFProgram(bytes.putting(UInt64.max, at: at + field))
            }
        }
        #expect(throws: Never.self) {
            try ELFProgram(bytes.putting(UInt64(1) << 48 - 1, at: at + 40))
        }
    }
}
