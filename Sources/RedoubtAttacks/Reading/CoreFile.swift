internal import Glibc

/// A core file's program headers: which of its bytes are memory, and which are registers.
///
/// Source: elf(5).
struct CoreFile {
    private static let headerLimitBytes = 1 << 20
    /// Of one program header.
    private static let headerBytes = 56
    private static let loadKind: UInt32 = 1
    private static let noteKind: UInt32 = 4
    private let bytes: [UInt8]

    init(path: String) {
        bytes = (try? ProcessFiles.contents(path, limitBytes: Self.headerLimitBytes).get()) ?? []
    }

    /// Where in the file memory is, or the notes that hold registers.
    ///
    /// A file that is no core file has neither.
    func ranges(ofMemory isMemory: Bool) -> [Range<Int>] {
        guard bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]),
            let table = number(at: 32, count: 8), let size = number(at: 54, count: 2),
            let count = number(at: 56, count: 2), size >= Self.headerBytes
        else { return [] }
        return (0..<count).compactMap { index in
            let (header, hasOverflowed) = table.addingReportingOverflow(index * size)
            guard !hasOverflowed, header <= bytes.count - Self.headerBytes,
                let kind = number(at: header, count: 4),
                kind == Int(isMemory ? Self.loadKind : Self.noteKind),
                let offset = number(at: header + 8, count: 8),
                let length = number(at: header + 32, count: 8)
            else { return nil }
            let (end, isTooLong) = offset.addingReportingOverflow(length)
            return isTooLong ? nil : offset..<end
        }
    }

    private func number(at offset: Int, count: Int) -> Int? {
        guard offset >= 0, offset <= bytes.count - count else { return nil }
        let value = (0..<count).reduce(UInt64(0)) {
            $0 | UInt64(bytes[offset + $1]) << (8 * UInt64($1))
        }
        return Int(exactly: value)
    }
}
