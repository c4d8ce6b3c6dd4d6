import RedoubtImage

/// A handmade ELF program: a header, program headers, contents from the first page on.
struct ELFFile {
    static let base: UInt64 = 0x10_0000_0000

    struct Header {
        var type: UInt32 = 1
        var flags: UInt32
        var fileOffset: UInt64
        var address: UInt64
        var fileBytes: UInt64
        var memoryBytes: UInt64
    }

    var headers: [Header]
    var entry = base + 16
    var contents: [UInt8]

    /// Code of 100 bytes, constants of 300, data of 8 with zeros behind it, each on pages of its own.
    static let minimal = ELFFile(
        headers: [
            Header(
                flags: 5,
                fileOffset: 4096,
                address: base,
                fileBytes: 100,
                memoryBytes: 100
            ),
            Header(
                flags: 4,
                fileOffset: 4196,
                address: base + 0x1000,
                fileBytes: 300,
                memoryBytes: 300
            ),
            Header(
                flags: 6,
                fileOffset: 4496,
                address: base + 0x2000,
                fileBytes: 8,
                memoryBytes: 0x1800
            ),
        ],
        contents: (0..<408).map { UInt8($0 % 255 + 1) }
    )

    /// Where a program header stands in the file.
    static func offset(ofHeader index: Int) -> Int { 64 + 56 * index }

    var bytes: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 4096)
        bytes.replaceSubrange(0..<7, with: [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1])
        bytes.put(2 as UInt16, at: 16)
        bytes.put(62 as UInt16, at: 18)
        bytes.put(1 as UInt32, at: 20)
        bytes.put(entry, at: 24)
        bytes.put(64 as UInt64, at: 32)
        bytes.put(64 as UInt16, at: 52)
        bytes.put(56 as UInt16, at: 54)
        bytes.put(UInt16(headers.count), at: 56)
        for (index, header) in headers.enumerated() {
            let at = Self.offset(ofHeader: index)
            bytes.put(header.type, at: at)
            bytes.put(header.flags, at: at + 4)
            bytes.put(header.fileOffset, at: at + 8)
            bytes.put(header.address, at: at + 16)
            bytes.put(header.address, at: at + 24)
            bytes.put(header.fileBytes, at: at + 32)
            bytes.put(header.memoryBytes, at: at + 40)
            bytes.put(4096 as UInt64, at: at + 48)
        }
        return bytes + contents
    }

    /// The file with something changed.
    func with(_ change: (inout ELFFile) -> Void) -> ELFFile {
        var copy = self
        change(&copy)
        return copy
    }
}
