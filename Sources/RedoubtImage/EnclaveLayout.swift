internal import CRedoubtABI
internal import RedoubtABI

/// Where everything is in an enclave: the program's segments, the heap, and a context for each thread.
///
/// The order is the Intel SGX SDK's: segments, heap, then for each thread a guard, the stack, a guard, the
/// thread control structure, its save area, a guard, the thread's data. Guards are absent pages. The layout
/// follows from the segments and the configuration, so that the file does not repeat it.
public struct EnclaveLayout: Sendable {
    /// The largest enclave: 32 GiB.
    public static let maximumBytes: UInt64 = 32 << 30
    /// Bytes of a guard.
    public static let guardBytes = 64 << 10
    /// Pages of a thread's save area.
    public static let saveAreaPages = 2

    /// A run of pages that the enclave has.
    public struct Region: Equatable, Sendable {
        /// What the pages are for.
        public enum Kind: Equatable, Sendable {
            /// The program's segment with this index.
            case segment(Int)
            /// The heap.
            case heap
            /// A thread's stack.
            case stack(thread: Int)
            /// A thread's control structure. Never accessible to the enclave's code.
            case threadControl(thread: Int)
            /// Where SGX saves a thread's registers.
            case saveArea(thread: Int)
            /// A thread's data, where FS points.
            case threadData(thread: Int)
        }
        /// What the pages are for.
        public let kind: Kind
        /// Where they start, in bytes from the base.
        public let offset: Int
        /// How many bytes they are.
        public let sizeBytes: Int
        /// What the enclave may do with them.
        public let permissions: Permissions

        /// The bytes from the base that they take.
        public var range: Range<Int> { offset..<offset + sizeBytes }
    }

    /// The regions, in order of their addresses.
    public let regions: [Region]
    /// The end of the last region, in bytes from the base.
    public let endOffset: Int
    /// The enclave's size: the power of two that holds it all.
    public let sizeBytes: Int
    /// What the enclave declares.
    public let configuration: EnclaveConfiguration
    /// Where execution starts, from the base.
    public let entryOffset: Int
    private let threadDataOffsets: [Int]
    private let threadSaveAreaOffsets: [Int]

    /// Lays out an enclave.
    ///
    /// - Throws: ``ImageError/tooLarge(needed:limit:)`` or what the configuration's check throws.
    public init(
        segments: [Segment],
        entryOffset: Int,
        configuration: EnclaveConfiguration
    ) throws(ImageError) {
        try configuration.validate()
        let page = Int(AddressSpace.pageSizeBytes)
        var regions: [Region] = []
        var end = 0
        func add(_ kind: Region.Kind, _ size: Int, _ permissions: Permissions) {
            regions.append(
                Region(kind: kind, offset: end, sizeBytes: size, permissions: permissions)
            )
            end += size
        }
        for (index, segment) in segments.enumerated() {
            end = segment.offset
            add(.segment(index), segment.sizeBytes, segment.permissions)
        }
        add(.heap, Self.roundedUp(configuration.heapBytes), [.read, .write])
        var dataOffsets: [Int] = []
        var saveAreaOffsets: [Int] = []
        for thread in 0..<configuration.threadCount {
            end += Self.guardBytes
            add(.stack(thread: thread), Self.roundedUp(configuration.stackBytes), [.read, .write])
            end += Self.guardBytes
            add(.threadControl(thread: thread), page, [])
            saveAreaOffsets.append(end)
            add(.saveArea(thread: thread), Self.saveAreaPages * page, [.read, .write])
            end += Self.guardBytes
            dataOffsets.append(end)
            add(.threadData(thread: thread), page, [.read, .write])
        }
        guard UInt64(end) <= Self.maximumBytes else {
            throw .tooLarge(needed: UInt64(end), limit: Self.maximumBytes)
        }
        self.regions = regions
        self.configuration = configuration
        self.entryOffset = entryOffset
        endOffset = end
        var size = page
        while size < end { size *= 2 }
        sizeBytes = size
        threadDataOffsets = dataOffsets
        threadSaveAreaOffsets = saveAreaOffsets
    }

    /// Where FS points while a thread runs, in bytes from the base.
    public func threadDataOffset(_ thread: Int) -> Int { threadDataOffsets[thread] }

    /// Whether an offset from the base lies in the guard below a stack: what a stack overrun touches.
    public func isStackGuard(_ offset: Int) -> Bool {
        regions.contains { region in
            guard case .stack = region.kind else { return false }
            return (region.offset - Self.guardBytes..<region.offset).contains(offset)
        }
    }

    /// The page that a thread's data starts as.
    public func threadDataPage(_ thread: Int) -> [UInt8] {
        let base = AddressSpace.enclave
        var stack: Range<Int> = 0..<0
        var heap: Range<Int> = 0..<0
        for region in regions {
            if region.kind == .stack(thread: thread) { stack = region.range }
            if region.kind == .heap { heap = region.range }
        }
        let data = redoubt_thread(
            self: base + UInt64(threadDataOffsets[thread]),
            stack_top: base + UInt64(stack.upperBound),
            stack_bottom: base + UInt64(stack.lowerBound),
            index: UInt32(thread),
            thread_count: UInt32(configuration.threadCount),
            reserved: 0,
            canary: 0,
            heap_base: base + UInt64(heap.lowerBound),
            heap_size_bytes: UInt64(heap.count)
        )
        return Self.page(startingWith: data)
    }

    /// The page that a thread's control structure starts as.
    public func threadControlPage(_ thread: Int) -> [UInt8] {
        let control = redoubt_tcs(
            stage: 0,
            flags: 0,
            ossa: UInt64(threadSaveAreaOffsets[thread]),
            cssa: 0,
            nssa: UInt32(Self.saveAreaPages),
            oentry: UInt64(entryOffset),
            aep: 0,
            ofsbase: UInt64(threadDataOffsets[thread]),
            ogsbase: UInt64(threadDataOffsets[thread]),
            fslimit: .max,
            gslimit: .max
        )
        return Self.page(startingWith: control)
    }

    private static func page<Structure: BitwiseCopyable>(startingWith data: Structure) -> [UInt8] {
        // SAFETY: the structures have no padding; the header's assertions fix their sizes.
        var bytes = unsafe withUnsafeBytes(of: data) { unsafe [UInt8]($0) }
        bytes += [UInt8](repeating: 0, count: padding(bytes.count))
        return bytes
    }

    /// How many bytes are missing to the end of the page.
    static func padding(_ size: Int) -> Int {
        let page = Int(AddressSpace.pageSizeBytes)
        return (page - size % page) % page
    }

    static func roundedUp(_ size: Int) -> Int { size + padding(size) }
}
