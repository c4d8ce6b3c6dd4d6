internal import CRedoubtABI
internal import RedoubtABI

/// The file that an enclave is launched from.
///
/// A header of one page, then the segments' pages. All fields are little-endian.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 8 | `REDOUBT` and a zero |
/// | 8 | 4 | version of the format, 1 |
/// | 12 | 4 | flags: 1 = debug |
/// | 16 | 8 | entry, from the base |
/// | 24 | 8 | heap, bytes |
/// | 32 | 8 | stack of each thread, bytes |
/// | 40 | 4 | threads |
/// | 44 | 4 | largest message, bytes |
/// | 48 | 4 | number of segments, 1 to 64 |
/// | 52 | 4 | zero |
/// | 56 | 32 each | segments: offset from the base (8), size in the enclave (8), size in the file (8), permissions (4), zero (4) |
///
/// The rest of the header is zero, and the file ends with the last segment's pages. Every byte has one
/// permitted meaning: what a reader does not understand it refuses.
public struct EnclaveImage: Sendable {
    /// What the enclave declares.
    public let configuration: EnclaveConfiguration
    /// Where execution starts, from the base.
    public let entryOffset: Int
    /// Code, constants and data.
    public let segments: [Segment]
    /// Where everything is.
    public let layout: EnclaveLayout

    static let magic: [UInt8] = Array("REDOUBT\0".utf8)
    static let version: UInt32 = 1
    static let headerBytes = 4096
    static let segmentsOffset = 56
    static let segmentBytes = 32
    static let maximumSegments = 64

    /// Makes an image of a program.
    ///
    /// - Throws: ``ImageError`` if the configuration is outside of its limits or all is too large.
    public init(
        program: ELFProgram,
        configuration: EnclaveConfiguration
    ) throws(ImageError) {
        self.configuration = configuration
        entryOffset = program.entryOffset
        segments = program.segments
        layout = try EnclaveLayout(
            segments: segments,
            entryOffset: entryOffset,
            configuration: configuration
        )
    }

    /// Reads an image.
    ///
    /// - Throws: ``ImageError`` naming the first field that is wrong, and where it stands.
    public init(_ bytes: [UInt8]) throws(ImageError) {
        guard !bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else { throw .programInsteadOfImage }
        let reader = ByteReader(bytes: bytes)
        _ = try reader.range("header", at: 0, count: Self.headerBytes)
        guard bytes.starts(with: Self.magic) else {
            throw .malformed(field: "magic", offset: 0, reason: "this is not an enclave image")
        }
        let version: UInt32 = try reader.integer("version", at: 8)
        guard version == Self.version else {
            throw .malformed(
                field: "version",
                offset: 8,
                reason: "\(version), but this program reads \(Self.version): build the image again"
            )
        }
        let flags: UInt32 = try reader.integer("flags", at: 12)
        guard flags & ~1 == 0 else {
            throw .malformed(field: "flags", offset: 12, reason: "unknown flags \(flags)")
        }
        var configuration = EnclaveConfiguration()
        configuration.isDebug = flags & 1 != 0
        configuration.heapBytes = try reader.size("heap", at: 24)
        configuration.stackBytes = try reader.size("stack", at: 32)
        configuration.threadCount = Int(try reader.integer("threads", at: 40, as: UInt32.self))
        configuration.channelBytes = Int(try reader.integer("channel", at: 44, as: UInt32.self))
        let entry = try reader.size("entry", at: 16)
        segments = try Self.readSegments(reader)
        guard
            segments.contains(where: {
                $0.permissions.contains(.execute) && $0.range.contains(entry)
            })
        else {
            throw .malformed(field: "entry", offset: 16, reason: "lies outside of the code")
        }
        entryOffset = entry
        self.configuration = configuration
        layout = try EnclaveLayout(
            segments: segments,
            entryOffset: entry,
            configuration: configuration
        )
    }

    private static func readSegments(_ reader: ByteReader) throws(ImageError) -> [Segment] {
        let count = Int(try reader.integer("segment count", at: 48, as: UInt32.self))
        guard (1...maximumSegments).contains(count) else {
            throw .malformed(field: "segment count", offset: 48, reason: "\(count), not 1 to 64")
        }
        guard try reader.integer("reserved", at: 52, as: UInt32.self) == 0 else {
            throw .malformed(field: "reserved", offset: 52, reason: "is not zero")
        }
        var segments: [Segment] = []
        var fileOffset = headerBytes
        var end = 0
        for index in 0..<count {
            let at = segmentsOffset + index * segmentBytes
            let name = "segment \(index)"
            let segment = try readSegment(reader, name, at: at, contentsAt: fileOffset, after: end)
            fileOffset += segment.contents.count
            end = segment.range.upperBound
            segments.append(segment)
        }
        let used = segmentsOffset + count * segmentBytes
        if let stray = reader.bytes[used..<headerBytes].firstIndex(where: { $0 != 0 }) {
            throw .malformed(field: "reserved", offset: stray, reason: "is not zero")
        }
        guard fileOffset == reader.bytes.count else {
            throw .malformed(field: "end of file", offset: fileOffset, reason: "more bytes follow")
        }
        return segments
    }

    private static func readSegment(
        _ reader: ByteReader,
        _ name: String,
        at: Int,
        contentsAt: Int,
        after end: Int
    ) throws(ImageError) -> Segment {
        let offset = try reader.size(name, at: at)
        let size = try reader.size(name, at: at + 8)
        let fileBytes = try reader.size(name, at: at + 16)
        let bits = try reader.integer(name, at: at + 24, as: UInt32.self)
        let reserved = try reader.integer(name, at: at + 28, as: UInt32.self)
        let page = Int(AddressSpace.pageSizeBytes)
        guard offset % page == 0, size % page == 0, fileBytes % page == 0, size > 0 else {
            throw .malformed(field: name, offset: at, reason: "is not made of whole pages")
        }
        guard offset >= end else {
            throw .malformed(field: name, offset: at, reason: "overlaps the segment before it")
        }
        guard offset + size <= Int(EnclaveLayout.maximumBytes) else {
            throw .tooLarge(needed: UInt64(offset + size), limit: EnclaveLayout.maximumBytes)
        }
        guard fileBytes <= size else {
            throw .malformed(field: name, offset: at + 16, reason: "has more contents than room")
        }
        guard bits & ~7 == 0, reserved == 0 else {
            throw .malformed(field: name, offset: at + 24, reason: "has unknown permissions")
        }
        let permissions = Permissions(rawValue: UInt8(bits))
        guard !permissions.isSuperset(of: [.write, .execute]) else {
            throw .malformed(
                field: name,
                offset: at + 24,
                reason: "is both writable and executable"
            )
        }
        let contents = try reader.range(name, at: contentsAt, count: fileBytes)
        return Segment(
            offset: offset,
            sizeBytes: size,
            permissions: permissions,
            contents: Array(reader.bytes[contents])
        )
    }

    /// The image as a file.
    public func encoded() -> [UInt8] {
        var bytes = Self.magic
        func append<Value: FixedWidthInteger>(_ value: Value) {
            for shift in stride(from: 0, to: Value.bitWidth, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: value >> shift))
            }
        }
        append(Self.version)
        append(UInt32(configuration.isDebug ? 1 : 0))
        append(UInt64(entryOffset))
        append(UInt64(configuration.heapBytes))
        append(UInt64(configuration.stackBytes))
        append(UInt32(configuration.threadCount))
        append(UInt32(configuration.channelBytes))
        append(UInt32(segments.count))
        append(UInt32(0))
        for segment in segments {
            append(UInt64(segment.offset))
            append(UInt64(segment.sizeBytes))
            append(UInt64(segment.contents.count))
            append(UInt32(segment.permissions.rawValue))
            append(UInt32(0))
        }
        bytes += [UInt8](repeating: 0, count: Self.headerBytes - bytes.count)
        for segment in segments {
            bytes += segment.contents
        }
        return bytes
    }

    /// Code and constants, in bytes: what has to be read to trust the enclave.
    public var trustedCodeBytes: Int {
        segments.filter { !$0.permissions.contains(.write) }.map(\.contents.count).reduce(0, +)
    }
}
