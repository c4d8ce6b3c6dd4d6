internal import CRedoubtABI
internal import RedoubtABI

/// Where everything is in an enclave: the program's segments, the heap, and a context for each thread.
///
/// The order is the Intel SGX SDK's: segments, heap, then for each thread a guard, the stack, a guard, the
/// thread control structure (TCS), its save area (SSA), a guard, the thread's data. Guards are absent pages. The layout
/// follows from the segments and the configuration, so that the file does not repeat it.
public struct EnclaveLayout: Sendable {
    /// The largest enclave: 32 GiB.
    public static let maximumBytes: UInt64 = 32 << 30
    /// The largest program, zeroed data included: 1 GiB.
    ///
    /// All of it is measured at every launch; what is larger belongs on the heap.
    public static let maximumProgramBytes = 1 << 30
    /// Bytes of a guard.
    public static let guardBytes = 64 << 10
    /// Pages of one frame of a thread's save area: SGX's SSAFRAMESIZE.
    public static let saveAreaFramePages = 1
    /// Frames of a thread's save area: SGX's NSSA.
    public static let saveAreaFrames = 2
    /// Heap that is there from the start; the rest is added when the enclave runs.
    ///
    /// As SGX's dynamic memory is (EAUG), which is zero and not measured: so neither measuring nor launching
    /// takes longer for a larger heap. How large it is stands in each thread's data, which is measured.
    public static let initialHeapBytes = 1 << 20

    /// A run of pages that the enclave has.
    public struct Region: Equatable, Sendable {
        /// What the pages are for.
        public enum Kind: Equatable, Sendable {
            /// The program's segment with this index.
            case segment(Int)
            /// The heap, as far as it is there from the start.
            case heap
            /// The rest of the heap.
            case dynamicHeap
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

        /// What SGX calls the pages.
        public var pageType: SecurityInfo.PageType {
            if case .threadControl = kind { .threadControl } else { .regular }
        }

        /// Whether they are there from the start, and so have records in the measurement.
        public var isAdded: Bool { kind != .dynamicHeap }

        /// Whether their contents are measured.
        ///
        /// The others are zero: heap and stacks.
        public var isMeasured: Bool {
            switch kind {
            case .segment, .threadControl, .saveArea, .threadData: true
            case .heap, .dynamicHeap, .stack: false
            }
        }
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
    private let heapRange: Range<Int>
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
        let program = segments.map(\.sizeBytes).reduce(0, +)
        guard program <= Self.maximumProgramBytes else {
            throw .programTooLarge(bytes: program, limit: Self.maximumProgramBytes)
        }
        let heap = Self.roundedUp(configuration.heapBytes)
        let initialHeap = min(heap, Self.initialHeapBytes)
        heapRange = end..<end + heap
        add(.heap, initialHeap, [.read, .write])
        if heap > initialHeap { add(.dynamicHeap, heap - initialHeap, [.read, .write]) }
        var dataOffsets: [Int] = []
        var saveAreaOffsets: [Int] = []
        for thread in 0..<configuration.threadCount {
            end += Self.guardBytes
            add(.stack(thread: thread), Self.roundedUp(configuration.stackBytes), [.read, .write])
            end += Self.guardBytes
            add(.threadControl(thread: thread), page, [])
            saveAreaOffsets.append(end)
            let saveAreaPages = Self.saveAreaFrames * Self.saveAreaFramePages
            add(.saveArea(thread: thread), saveAreaPages * page, [.read, .write])
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

    /// The memory that the enclave takes when all of its heap is in use: what counts against a budget.
    ///
    /// Guards are absent, and channels are no part of it.
    public var memoryBytes: Int { regions.reduce(0) { $0 + $1.sizeBytes } }

    /// Where FS points while a thread runs, in bytes from the base.
    public func threadDataOffset(_ thread: Int) -> Int { threadDataOffsets[thread] }

    /// Whether an offset from the base lies in the guard below a stack: what a stack overrun touches.
    public func isStackGuard(_ offset: Int) -> Bool {
        regions.contains { region in
            guard case .stack = region.kind else { return false }
            return (region.offset - Self.guardBytes..<region.offset).contains(offset)
        }
    }

    /// What a region starts with, as far as it does not come from the program; empty if all is zero.
    public func contents(of kind: Region.Kind) -> [UInt8] {
        switch kind {
        case .threadControl(let thread): threadControlPage(thread)
        case .threadData(let thread): threadDataPage(thread)
        case .segment, .heap, .dynamicHeap, .stack, .saveArea: []
        }
    }

    /// The page that a thread's data starts as.
    public func threadDataPage(_ thread: Int) -> [UInt8] {
        let base = AddressSpace.enclave
        let stack = regions.first { $0.kind == .stack(thread: thread) }?.range ?? 0..<0
        let data = redoubt_thread(
            self: base + UInt64(threadDataOffsets[thread]),
            stack_top: base + UInt64(stack.upperBound),
            stack_bottom: base + UInt64(stack.lowerBound),
            index: UInt32(thread),
            thread_count: UInt32(configuration.threadCount),
            reserved: 0,
            canary: 0,
            heap_base: base + UInt64(heapRange.lowerBound),
            heap_size_bytes: UInt64(heapRange.count)
        )
        return Self.page(startingWith: data)
    }

    /// The page that a thread's control structure starts as.
    public func threadControlPage(_ thread: Int) -> [UInt8] {
        ThreadControl(
            entryOffset: entryOffset,
            saveAreaOffset: threadSaveAreaOffsets[thread],
            threadDataOffset: threadDataOffsets[thread]
        ).page
    }

    static func page<Structure: BitwiseCopyable>(startingWith data: Structure) -> [UInt8] {
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
