internal import RedoubtABI

/// The loadable part of a static ELF program for x86-64, as the linker wrote it.
///
/// Source: System V ABI, "Object Files" and "Program Loading"; AMD64 supplement.
public struct ELFProgram: Sendable {
    /// Where execution starts, from the enclave's base.
    public let entryOffset: Int
    /// The segments, in order of their addresses.
    public let segments: [Segment]

    private static let headerBytes = 64
    private static let programHeaderBytes = 56
    private static let maximumSegments = 64
    /// The ELF header's fields about the sections: e_shoff, and e_shentsize to e_shstrndx.
    private static let sectionTableFields = [40..<48, 58..<64]

    /// Reads a program.
    ///
    /// - Throws: ``ImageError`` for anything but a static 64-bit little-endian x86-64 executable, linked to
    ///   the enclave's address, whose segments are page-aligned, do not overlap, are not both writable and
    ///   executable, and hold the entry in code.
    public init(_ bytes: [UInt8]) throws(ImageError) {
        let reader = ByteReader(bytes: bytes)
        try Self.checkHeader(reader)
        let headerOffset = try reader.size("e_phoff", at: 32)
        let headerCount = Int(try reader.integer("e_phnum", at: 56, as: UInt16.self))
        guard headerCount <= Self.maximumSegments else {
            throw .malformed(
                field: "e_phnum",
                offset: 56,
                reason: "more than \(Self.maximumSegments) segments"
            )
        }
        var segments: [Segment] = []
        var starts: [Int: Int] = [:]
        var readOnlyAfterLoad: [Range<Int>] = []
        // Each byte of the file is in one segment at most, so that many headers cannot multiply it.
        var leftBytes = bytes.count
        for index in 0..<headerCount {
            let at = headerOffset + index * Self.programHeaderBytes
            switch try reader.integer("p_type", at: at, as: UInt32.self) {
            case 1:
                let fileBytes = try reader.size("p_filesz", at: at + 32)
                guard fileBytes <= leftBytes else {
                    throw .malformed(
                        field: "p_filesz",
                        offset: at + 32,
                        reason: "the segments have more bytes than the file"
                    )
                }
                leftBytes -= fileBytes
                guard let segment = try Self.segment(reader, at: at) else { continue }
                segments.append(segment)
                starts[segment.offset] = try Self.offset(reader, "p_vaddr", at: at + 16)
            case 2, 3:
                throw .malformed(
                    field: "p_type",
                    offset: at,
                    reason: "the program is dynamic; link it with -static and without libraries"
                )
            case 7:
                throw .malformed(
                    field: "p_type",
                    offset: at,
                    reason: "thread-local storage (TLS) is not available in an enclave"
                )
            case 0x6474_E552:
                let start = try Self.offset(reader, "p_vaddr", at: at + 16)
                let size = try reader.size("p_memsz", at: at + 40)
                readOnlyAfterLoad.append(start..<start + size)
            default:
                break
            }
        }
        segments.sort { $0.offset < $1.offset }
        for (lower, upper) in zip(segments, segments.dropFirst())
        where lower.range.upperBound > upper.offset {
            throw .malformed(
                field: "p_vaddr",
                offset: headerOffset,
                reason: "segments share the page at \(upper.offset) from the base"
            )
        }
        // Nothing is relocated at run time, so what is read-only after relocation is so from the start.
        for index in segments.indices
        where segments[index].permissions == [.read, .write] {
            let start = starts[segments[index].offset] ?? 0
            let end = segments[index].range.upperBound
            if readOnlyAfterLoad.contains(where: { $0.lowerBound <= start && $0.upperBound >= end })
            {
                segments[index].permissions.remove(.write)
            }
        }
        self.segments = segments
        entryOffset = try Self.offset(reader, "e_entry", at: 24)
        let entry = entryOffset
        guard
            segments.contains(where: {
                $0.permissions.contains(.execute) && $0.range.contains(entry)
            })
        else {
            throw .malformed(
                field: "e_entry",
                offset: 24,
                reason: "the entry lies outside of the program's code"
            )
        }
    }

    private static func checkHeader(_ reader: ByteReader) throws(ImageError) {
        _ = try reader.range("ELF header", at: 0, count: headerBytes)
        guard reader.bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else {
            throw .malformed(field: "e_ident", offset: 0, reason: "this is not an ELF program")
        }
        guard reader.bytes[4] == 2 else {
            throw .malformed(field: "EI_CLASS", offset: 4, reason: "the program is not 64-bit")
        }
        guard reader.bytes[5] == 1 else {
            throw .malformed(
                field: "EI_DATA",
                offset: 5,
                reason: "the program is not little-endian"
            )
        }
        guard try reader.integer("e_machine", at: 18, as: UInt16.self) == 62 else {
            throw .malformed(
                field: "e_machine",
                offset: 18,
                reason: "the program is not for x86-64"
            )
        }
        guard try reader.integer("e_type", at: 16, as: UInt16.self) == 2 else {
            throw .malformed(
                field: "e_type",
                offset: 16,
                reason: "the program is not a static executable; `redoubt build` links one"
            )
        }
        let entryBytes = try reader.integer("e_phentsize", at: 54, as: UInt16.self)
        guard entryBytes == programHeaderBytes else {
            throw .malformed(field: "e_phentsize", offset: 54, reason: "\(entryBytes), not 56")
        }
    }

    private static func offset(
        _ reader: ByteReader,
        _ field: String,
        at: Int
    ) throws(ImageError) -> Int {
        let address = try reader.integer(field, at: at, as: UInt64.self)
        let limit = AddressSpace.enclave + EnclaveLayout.maximumBytes
        guard address >= AddressSpace.enclave, address < limit else {
            throw .malformed(
                field: field,
                offset: at,
                reason: "address 0x\(String(address, radix: 16)) is outside of the enclave's range"
            )
        }
        return Int(address - AddressSpace.enclave)
    }

    private static func segment(_ reader: ByteReader, at: Int) throws(ImageError) -> Segment? {
        let flags = try reader.integer("p_flags", at: at + 4, as: UInt32.self)
        let fileOffset = try reader.size("p_offset", at: at + 8)
        let fileBytes = try reader.size("p_filesz", at: at + 32)
        let memoryBytes = try reader.size("p_memsz", at: at + 40)
        guard memoryBytes > 0 else { return nil }
        let start = try offset(reader, "p_vaddr", at: at + 16)
        guard fileBytes <= memoryBytes else {
            throw .malformed(
                field: "p_filesz",
                offset: at + 32,
                reason: "larger than the segment in memory"
            )
        }
        guard UInt64(start) + UInt64(memoryBytes) <= EnclaveLayout.maximumBytes else {
            throw .tooLarge(
                needed: UInt64(start) + UInt64(memoryBytes),
                limit: EnclaveLayout.maximumBytes
            )
        }
        var permissions: Permissions = []
        if flags & 4 != 0 { permissions.insert(.read) }
        if flags & 2 != 0 { permissions.insert(.write) }
        if flags & 1 != 0 { permissions.insert(.execute) }
        guard !permissions.isSuperset(of: [.write, .execute]) else {
            throw .malformed(
                field: "p_flags",
                offset: at + 4,
                reason: "the segment is both writable and executable; link it without -z rwx or -N"
            )
        }
        // SGX has no pages that can be written but not read, and page tables have none without reading.
        guard permissions.contains(.read) else {
            throw .malformed(
                field: "p_flags",
                offset: at + 4,
                reason: "the segment is not readable; link it without --execute-only"
            )
        }
        let page = Int(AddressSpace.pageSizeBytes)
        let lead = start % page
        let first = start - lead
        let contents = try reader.range("segment", at: fileOffset, count: fileBytes)
        var padded = [UInt8](repeating: 0, count: lead)
        padded += reader.bytes[contents]
        // The linker loads the ELF header with the constants, but not the table of sections. Where that is depends on
        // the debug information, and so on names of folders, which must not change the measurement.
        for field in sectionTableFields {
            for offset in field.clamped(to: contents) { padded[lead + offset - fileOffset] = 0 }
        }
        padded += [UInt8](repeating: 0, count: EnclaveLayout.padding(padded.count))
        let size = lead + memoryBytes
        return Segment(
            offset: first,
            sizeBytes: size + EnclaveLayout.padding(size),
            permissions: permissions,
            contents: fileBytes == 0 ? [] : padded
        )
    }
}
