import RedoubtABI
import Testing

@testable import RedoubtImage

@Suite("The layout of an enclave")
struct EnclaveLayoutTests {
    private let guardBytes = 64 << 10

    @Test func `Segments, heap and thread contexts follow in order, with guards between`() throws {
        let layout = try makeSampleImage().layout
        var expected: [EnclaveLayout.Region] = []
        var end = 0
        func add(_ kind: EnclaveLayout.Region.Kind, _ size: Int, _ permissions: Permissions) {
            expected.append(
                .init(kind: kind, offset: end, sizeBytes: size, permissions: permissions)
            )
            end += size
        }
        add(.segment(0), 0x1000, [.read, .execute])
        add(.segment(1), 0x1000, [.read])
        add(.segment(2), 0x2000, [.read, .write])
        add(.heap, 1 << 20, [.read, .write])
        add(.dynamicHeap, 4 << 20, [.read, .write])
        for thread in 0..<3 {
            end += guardBytes
            add(.stack(thread: thread), 128 << 10, [.read, .write])
            end += guardBytes
            add(.threadControl(thread: thread), 4096, [])
            add(.saveArea(thread: thread), 2 * 4096, [.read, .write])
            end += guardBytes
            #expect(layout.threadDataOffset(thread) == end)
            add(.threadData(thread: thread), 4096, [.read, .write])
        }
        #expect(layout.regions == expected)
        #expect(layout.endOffset == end)
        #expect(layout.entryOffset == 16)
    }

    private func makeSegment(offset: Int = 0, sizeBytes: Int = 4096) -> Segment {
        Segment(offset: offset, sizeBytes: sizeBytes, permissions: [.read, .execute], contents: [])
    }

    @Test(
        "The size is the smallest power of two that holds all regions, which do not overlap",
        arguments: [(1, 65_536, 16_384), (1, 1 << 20, 16_385), (64, (1 << 24) + 1, 1 << 20)]
    )
    func size(_ threads: Int, _ heapBytes: Int, _ stackBytes: Int) throws {
        var configuration = EnclaveConfiguration()
        configuration.threadCount = threads
        configuration.heapBytes = heapBytes
        configuration.stackBytes = stackBytes
        configuration.channelBytes = 1
        let layout = try EnclaveLayout(
            segments: [makeSegment(offset: 0x5000)],
            entryOffset: 0x5000,
            configuration: configuration
        )
        #expect(layout.sizeBytes.nonzeroBitCount == 1)
        #expect(layout.sizeBytes / 2 < layout.endOffset)
        #expect(layout.endOffset <= layout.sizeBytes)
        #expect(layout.regions.last?.range.upperBound == layout.endOffset)
        for (lower, upper) in zip(layout.regions, layout.regions.dropFirst()) {
            #expect(lower.range.upperBound <= upper.offset)
        }
        for region in layout.regions {
            #expect(region.offset % 4096 == 0 && region.sizeBytes % 4096 == 0)
            #expect(!region.permissions.isSuperset(of: [.write, .execute]))
        }
        let heap = try #require(layout.regions.first { $0.kind == .heap })
        let dynamicHeap = layout.regions.first { $0.kind == .dynamicHeap }
        #expect(layout.regions.count == (dynamicHeap == nil ? 2 : 3) + 4 * threads)
        #expect((dynamicHeap == nil) == (heapBytes <= 1 << 20))
        #expect(heap.sizeBytes == min(EnclaveLayout.roundedUp(heapBytes), 1 << 20))
        if let dynamicHeap {
            #expect(dynamicHeap.offset == heap.range.upperBound)
            #expect(
                dynamicHeap.range.upperBound == heap.offset + EnclaveLayout.roundedUp(heapBytes)
            )
        }
    }

    @Test func `An enclave may take all of the address space and not a page more`() throws {
        let configuration = EnclaveConfiguration()
        let small = try EnclaveLayout(
            segments: [makeSegment()],
            entryOffset: 0,
            configuration: configuration
        )
        let room = Int(EnclaveLayout.maximumBytes) - small.endOffset
        let largest = try EnclaveLayout(
            segments: [makeSegment(offset: room)],
            entryOffset: room,
            configuration: configuration
        )
        #expect(UInt64(largest.endOffset) == EnclaveLayout.maximumBytes)
        #expect(UInt64(largest.sizeBytes) == EnclaveLayout.maximumBytes)
        #expect(
            throws: ImageError.tooLarge(needed: (32 << 30) + 4096, limit: 32 << 30)
        ) {
            try EnclaveLayout(
                segments: [makeSegment(offset: room + 4096)],
                entryOffset: 0,
                configuration: configuration
            )
        }
    }

    @Test func `A program may take a gibibyte, zeros included, and not a page more`() throws {
        let limit = 1 << 30
        let segments = [makeSegment(), makeSegment(offset: 8192, sizeBytes: limit - 4096)]
        _ = try EnclaveLayout(
            segments: segments,
            entryOffset: 0,
            configuration: EnclaveConfiguration()
        )
        #expect(throws: ImageError.programTooLarge(bytes: limit + 4096, limit: limit)) {
            try EnclaveLayout(
                segments: segments + [makeSegment(offset: limit + 8192)],
                entryOffset: 0,
                configuration: EnclaveConfiguration()
            )
        }
    }

    @Test func `Only the heap beyond its first mebibyte is not added, only zeros are not measured`()
        throws
    {
        for region in try makeSampleImage().layout.regions {
            #expect(region.isAdded == (region.kind != .dynamicHeap))
            switch region.kind {
            case .heap, .dynamicHeap, .stack: #expect(!region.isMeasured)
            case .segment, .threadControl, .saveArea, .threadData: #expect(region.isMeasured)
            }
            if case .threadControl = region.kind {
                #expect(region.pageType == .threadControl)
            } else {
                #expect(region.pageType == .regular)
            }
        }
    }

    @Test func `A configuration outside of its limits has no layout`() {
        var configuration = EnclaveConfiguration()
        configuration.threadCount = 0
        #expect(throws: ImageError.configuration(field: "threads", value: 0, limits: 1...64)) {
            try EnclaveLayout(
                segments: [makeSegment()],
                entryOffset: 0,
                configuration: configuration
            )
        }
    }
}
