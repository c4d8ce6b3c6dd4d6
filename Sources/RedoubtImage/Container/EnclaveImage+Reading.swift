internal import RedoubtABI

extension EnclaveImage {
    /// Reads an image.
    ///
    /// Neither signature nor measurement is checked here: see ``VerifiedImage``.
    ///
    /// - Throws: ``ImageError`` naming the first field that is wrong, and where it stands.
    public init(_ bytes: [UInt8]) throws(ImageError) {
        guard !bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else { throw .programInsteadOfImage }
        let reader = ByteReader(bytes: bytes)
        guard bytes.starts(with: ImageHeader.magic) || bytes.count < ImageHeader.magic.count else {
            throw .malformed(field: "magic", offset: 0, reason: "this is not an enclave image")
        }
        _ = try reader.range("header", at: 0, count: ImageHeader.sizeBytes)
        let version: UInt32 = try reader.integer("version", at: ImageHeader.versionOffset)
        guard version == ImageHeader.version else {
            throw .malformed(
                field: "version",
                offset: ImageHeader.versionOffset,
                reason:
                    "\(version), but this program reads \(ImageHeader.version): build the image again"
            )
        }
        configuration = try Self.readConfiguration(reader)
        let entry = try reader.size("entry", at: ImageHeader.entryOffset)
        segments = try Self.readSegments(reader)
        guard
            segments.contains(where: {
                $0.permissions.contains(.execute) && $0.range.contains(entry)
            })
        else {
            throw .malformed(
                field: "entry",
                offset: ImageHeader.entryOffset,
                reason: "lies outside of the code"
            )
        }
        entryOffset = entry
        components = try Self.readComponents(reader)
        declaredMeasurement = try reader.identity("measurement", at: ImageHeader.measurementOffset)
        signedHeader = Array(bytes[..<ImageHeader.signedBytes])
        signature = try ImageSignature(reader)
        layout = try Self.layOut(segments, entryOffset: entry, configuration)
    }

    /// What a builder is told by the key of the configuration, a reader is told by the place in the file.
    private static func layOut(
        _ segments: [Segment],
        entryOffset: Int,
        _ configuration: EnclaveConfiguration
    ) throws(ImageError) -> EnclaveLayout {
        do throws(ImageError) {
            return try EnclaveLayout(
                segments: segments,
                entryOffset: entryOffset,
                configuration: configuration
            )
        } catch {
            let place =
                switch error {
                case .configuration("threads", _, _): ("threads", ImageHeader.threadsOffset)
                case .configuration("heapBytes", _, _): ("heap", ImageHeader.heapOffset)
                case .configuration("stackBytes", _, _): ("stack", ImageHeader.stackOffset)
                case .configuration("channelBytes", _, _): ("channel", ImageHeader.channelOffset)
                default: ("segments", ImageHeader.segmentsOffset)
                }
            throw .malformed(field: place.0, offset: place.1, reason: error.description)
        }
    }

    private static func readConfiguration(
        _ reader: ByteReader
    ) throws(ImageError) -> EnclaveConfiguration {
        let flags: UInt32 = try reader.integer("flags", at: ImageHeader.flagsOffset)
        guard flags & ~ImageHeader.allowsDebugFlag == 0 else {
            throw .malformed(
                field: "flags",
                offset: ImageHeader.flagsOffset,
                reason: "unknown flags \(flags)"
            )
        }
        var configuration = EnclaveConfiguration()
        configuration.allowsDebug = flags & ImageHeader.allowsDebugFlag != 0
        configuration.product = try reader.identity("product", at: ImageHeader.productOffset)
        configuration.family = try reader.identity("family", at: ImageHeader.familyOffset)
        configuration.imageVersion = try reader.integer(
            "image version",
            at: ImageHeader.imageVersionOffset
        )
        configuration.securityVersion = try reader.integer(
            "security version",
            at: ImageHeader.securityVersionOffset
        )
        configuration.minimumIsolation = try readMinimumIsolation(reader)
        configuration.heapBytes = try readPages(reader, "heap", at: ImageHeader.heapOffset)
        configuration.stackBytes = try readPages(reader, "stack", at: ImageHeader.stackOffset)
        configuration.threadCount = Int(
            try reader.integer("threads", at: ImageHeader.threadsOffset, as: UInt32.self)
        )
        configuration.channelBytes = Int(
            try reader.integer("channel", at: ImageHeader.channelOffset, as: UInt32.self)
        )
        return configuration
    }

    private static func readMinimumIsolation(
        _ reader: ByteReader
    ) throws(ImageError) -> IsolationLevel? {
        let offset = ImageHeader.minimumIsolationOffset
        let backend: UInt8 = try reader.integer("weakest backend", at: offset)
        let memory: UInt8 = try reader.integer("weakest memory", at: offset + 1)
        if backend == 0 && memory == 0 { return nil }
        guard let backend = IsolationLevel.Backend(rawValue: backend),
            let memory = IsolationLevel.Memory(rawValue: memory)
        else {
            throw .malformed(
                field: "weakest isolation",
                offset: offset,
                reason: "\(backend) and \(memory) name no level"
            )
        }
        return IsolationLevel(backend, memory)
    }

    private static func readPages(
        _ reader: ByteReader,
        _ field: String,
        at offset: Int
    ) throws(ImageError) -> Int {
        let size = try reader.size(field, at: offset)
        guard size % Int(AddressSpace.pageSizeBytes) == 0 else {
            throw .malformed(field: field, offset: offset, reason: "is not made of whole pages")
        }
        return size
    }

    private static func readComponents(_ reader: ByteReader) throws(ImageError) -> [CodeComponent] {
        let countOffset = ImageHeader.componentCountOffset
        let count = Int(try reader.integer("component count", at: countOffset, as: UInt32.self))
        guard count <= ImageHeader.maximumComponents else {
            throw .malformed(
                field: "component count",
                offset: countOffset,
                reason: "\(count), more than \(ImageHeader.maximumComponents)"
            )
        }
        var components: [CodeComponent] = []
        for index in 0..<count {
            let at = ImageHeader.componentsOffset + index * ImageHeader.componentBytes
            let field = "component \(index)"
            let sizes = at + ImageHeader.componentNameBytes
            let room = try reader.range(field, at: at, count: ImageHeader.componentNameBytes)
            let name = reader.bytes[room].prefix { $0 != 0 }
            guard !name.isEmpty, let text = String(validating: name, as: UTF8.self) else {
                throw .malformed(
                    field: field,
                    offset: at,
                    reason: "the name is not UTF-8, or empty"
                )
            }
            try reader.checkZero(at + name.count..<room.upperBound)
            components.append(
                CodeComponent(
                    name: text,
                    codeBytes: Int(try reader.integer(field, at: sizes, as: UInt32.self)),
                    constantBytes: Int(try reader.integer(field, at: sizes + 4, as: UInt32.self)),
                    dataBytes: Int(try reader.integer(field, at: sizes + 8, as: UInt32.self))
                )
            )
        }
        let used = ImageHeader.componentsOffset + count * ImageHeader.componentBytes
        try reader.checkZero(used..<ImageHeader.signedBytes)
        return components
    }

    private static func readSegments(_ reader: ByteReader) throws(ImageError) -> [Segment] {
        let offset = ImageHeader.segmentCountOffset
        let count = Int(try reader.integer("segment count", at: offset, as: UInt32.self))
        guard (1...ImageHeader.maximumSegments).contains(count) else {
            throw .malformed(
                field: "segment count",
                offset: offset,
                reason: "\(count), not 1 to \(ImageHeader.maximumSegments)"
            )
        }
        var segments: [Segment] = []
        var fileOffset = ImageHeader.sizeBytes
        var end = 0
        for index in 0..<count {
            let at = ImageHeader.segmentsOffset + index * ImageHeader.segmentBytes
            let name = "segment \(index)"
            let segment = try readSegment(reader, name, at: at, contentsAt: fileOffset, after: end)
            fileOffset += segment.contents.count
            end = segment.range.upperBound
            segments.append(segment)
        }
        let used = ImageHeader.segmentsOffset + count * ImageHeader.segmentBytes
        try reader.checkZero(used..<ImageHeader.componentsOffset)
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
            throw .malformed(field: name, offset: at, reason: "ends beyond the largest enclave")
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
        guard permissions.contains(.read) else {
            throw .malformed(field: name, offset: at + 24, reason: "is not readable")
        }
        let contents = try reader.range(name, at: contentsAt, count: fileBytes)
        return Segment(
            offset: offset,
            sizeBytes: size,
            permissions: permissions,
            contents: Array(reader.bytes[contents])
        )
    }
}
