/// A handmade ELF program: a header, program headers, contents from the first page on.
public struct ELFFile: Sendable {
    /// The address that enclaves are linked to.
    public static let base: UInt64 = 0x10_0000_0000

    /// A program header.
    public struct Header: Sendable {
        /// `p_type`: 1 is a segment to load.
        public var type: UInt32
        /// `p_flags`: read 4, write 2, execute 1.
        public var flags: UInt32
        /// `p_offset`.
        public var fileOffset: UInt64
        /// `p_vaddr`.
        public var address: UInt64
        /// `p_filesz`.
        public var fileBytes: UInt64
        /// `p_memsz`.
        public var memoryBytes: UInt64

        /// Describes a segment.
        public init(
            type: UInt32 = 1,
            flags: UInt32,
            fileOffset: UInt64,
            address: UInt64,
            fileBytes: UInt64,
            memoryBytes: UInt64
        ) {
            self.type = type
            self.flags = flags
            self.fileOffset = fileOffset
            self.address = address
            self.fileBytes = fileBytes
            self.memoryBytes = memoryBytes
        }
    }

    /// The program headers.
    public var headers: [Header]
    /// The address where execution starts.
    public var entry: UInt64
    /// What stands in the file from offset 4096 on.
    public var contents: [UInt8]

    /// Describes a program.
    public init(headers: [Header], entry: UInt64 = base + 16, contents: [UInt8]) {
        self.headers = headers
        self.entry = entry
        self.contents = contents
    }

    /// Code of 100 bytes, constants of 300, data of 8 with zeros behind it, each on pages of its own.
    public static let minimal = ELFFile(
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
    public static func offset(ofHeader index: Int) -> Int { 64 + 56 * index }

    /// The file.
    public var bytes: [UInt8] {
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
    public func with(_ change: (inout ELFFile) -> Void) -> ELFFile {
        var copy = self
        change(&copy)
        return copy
    }
}
