import RedoubtImage
import Testing

@Suite("ELF programs that are refused")
struct ELFRefusalTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let field: String
        let offset: Int
        let bytes: [UInt8]

        /// Writes an integer over the minimal program's bytes.
        init(
            _ name: String,
            _ field: String,
            at offset: Int,
            put value: some FixedWidthInteger,
            valueAt: Int? = nil
        ) {
            testDescription = name
            self.field = field
            self.offset = offset
            bytes = ELFFile.minimal.bytes.putting(value, at: valueAt ?? offset)
        }
    }

    private static let code = ELFFile.offset(ofHeader: 0)
    private static let constants = ELFFile.offset(ofHeader: 1)
    private static let data = ELFFile.offset(ofHeader: 2)
    private static let end = ELFFile.base + EnclaveLayout.maximumBytes

    static let examples: [Example] = [
        Example("not an ELF", "e_ident", at: 0, put: 0x7E as UInt8),
        Example("not an ELF, by its last letter", "e_ident", at: 0, put: 0 as UInt8, valueAt: 3),
        Example("32-bit", "EI_CLASS", at: 4, put: 1 as UInt8),
        Example("big-endian", "EI_DATA", at: 5, put: 2 as UInt8),
        Example("for AArch64", "e_machine", at: 18, put: 183 as UInt16),
        Example("relocatable", "e_type", at: 16, put: 1 as UInt16),
        Example("position-independent", "e_type", at: 16, put: 3 as UInt16),
        Example("program headers of another size", "e_phentsize", at: 54, put: 32 as UInt16),
        Example("65 headers", "e_phnum", at: 56, put: 65 as UInt16),
        Example("65,535 headers", "e_phnum", at: 56, put: UInt16.max),
        Example("dynamic", "p_type", at: constants, put: 2 as UInt32),
        Example("with an interpreter", "p_type", at: constants, put: 3 as UInt32),
        Example("with TLS", "p_type", at: constants, put: 7 as UInt32),
        Example("writable code", "p_flags", at: code + 4, put: 7 as UInt32),
        Example("executable data", "p_flags", at: data + 4, put: 3 as UInt32),
        Example("data that cannot be read", "p_flags", at: data + 4, put: 2 as UInt32),
        Example("code that cannot be read", "p_flags", at: code + 4, put: 1 as UInt32),
        Example("pages without any use", "p_flags", at: data + 4, put: 0 as UInt32),
        Example("overlap", "p_vaddr", at: 64, put: ELFFile.base, valueAt: constants + 16),
        Example(
            "a shared page",
            "p_vaddr",
            at: 64,
            put: ELFFile.base + 100,
            valueAt: constants + 16
        ),
        Example("below the enclave", "p_vaddr", at: data + 16, put: ELFFile.base - 1),
        Example("address 0", "p_vaddr", at: data + 16, put: 0 as UInt64),
        Example("above the enclave", "p_vaddr", at: data + 16, put: end),
        Example("at the last address", "p_vaddr", at: data + 16, put: UInt64.max),
        Example("more contents than memory", "p_filesz", at: data + 32, put: 0x1801 as UInt64),
        Example("contents of 2^64-1 bytes", "p_filesz", at: data + 32, put: UInt64.max),
        Example("memory of 2^64-1 bytes", "p_memsz", at: data + 40, put: UInt64.max),
        Example("memory of 2^48 bytes", "p_memsz", at: data + 40, put: 1 << 48 as UInt64),
        Example("contents at 2^64-1", "p_offset", at: data + 8, put: UInt64.max),
        Example("headers at 2^64-1", "e_phoff", at: 32, put: UInt64.max),
        Example("headers at 2^48", "e_phoff", at: 32, put: 1 << 48 as UInt64),
        Example("entry 0", "e_entry", at: 24, put: 0 as UInt64),
        Example("entry after the code", "e_entry", at: 24, put: ELFFile.base + 0x1000),
        Example("entry in data", "e_entry", at: 24, put: ELFFile.base + 0x2000),
        Example("entry at the last address", "e_entry", at: 24, put: UInt64.max),
        Example("no header", "e_entry", at: 24, put: 0 as UInt16, valueAt: 56),
        Example("no code", "e_entry", at: 24, put: 4 as UInt32, valueAt: code + 4),
    ]

    @Test("The field and its place are named", arguments: examples)
    func named(_ example: Example) throws {
        let failure = try #require(throws: ImageError.self) { try ELFProgram(example.bytes) }
        guard case .malformed(let field, let offset, _) = failure else {
            Issue.record("\(failure)")
            return
        }
        #expect(field == example.field)
        #expect(offset == example.offset)
        #expect("\(failure)".hasPrefix("structure check: \(field) at offset \(offset): "))
    }

    @Test func `Segments beyond the largest enclave are too large`() {
        for (size, needed) in [
            (EnclaveLayout.maximumBytes, EnclaveLayout.maximumBytes + 0x2000),
            (1 << 48 - 1, 0x2000 + 1 << 48 - 1),
        ] {
            #expect(throws: ImageError.tooLarge(needed: needed, limit: 32 << 30)) {
                try ELFProgram(ELFFile.minimal.bytes.putting(size, at: Self.data + 40))
            }
        }
    }

    @Test func `Every truncation is refused`() throws {
        let bytes = ELFFile.minimal.bytes
        #expect(throws: Never.self) { try ELFProgram(bytes) }
        for count in 0..<bytes.count {
            let failure = try #require(throws: ImageError.self) {
                try ELFProgram(Array(bytes.prefix(count)))
            }
            guard case .truncated(_, let offset, let needed, count) = failure else {
                Issue.record("\(failure) for \(count) bytes")
                return
            }
            #expect(offset + needed > count)
        }
    }

    @Test func `Headers and contents that lie beyond the file are named`() {
        let bytes = ELFFile.minimal.bytes
        let far = UInt64(1) << 48 - 1
        let size = bytes.count
        #expect(
            throws: ImageError.truncated(field: "p_type", offset: Int(far), needed: 4, size: size)
        ) { try ELFProgram(bytes.putting(far, at: 32)) }
        #expect(
            throws: ImageError.truncated(field: "segment", offset: Int(far), needed: 8, size: size)
        ) { try ELFProgram(bytes.putting(far, at: Self.data + 8)) }
        #expect(
            throws: ImageError.truncated(
                field: "segment",
                offset: size - 8,
                needed: 9,
                size: size
            )
        ) { try ELFProgram(bytes.putting(9 as UInt64, at: Self.data + 32)) }
    }
}
