import Testing

@Suite("Blocks of the heap")
struct HeapAllocationTests {
    private static let alignments = (0...12).map { 1 << $0 }
    private static let sizes =
        [0, 1, 15, 16, 17, 48, 100, 1023, 1025, 1344, 1345, 2047, 2048, 2049, 4095, 4096, 4097]
        + [10_000, 65_536]

    @Test(arguments: alignments)
    func `A block is aligned, zero, and as large as asked for`(alignment: Int) throws {
        let heap = TestHeap(pages: 256)
        for size in Self.sizes {
            for _ in 0..<3 {
                let block = try #require(heap.allocate(size, alignment: alignment))
                #expect(block % UInt(alignment) == 0)
                #expect(heap.blocks.contains(block))
                let room = heap.blockSize(block)
                #expect(room >= max(size, 1))
                #expect(block + UInt(room) <= heap.blocks.upperBound)
                #expect(heap.isFilled(block, room, with: 0))
                heap.fill(block, room, with: 0xFF)
            }
        }
    }

    @Test(arguments: [0, 3, 24, 48, 4095, 4097, 8192, 1 << 62, .max, -1, .min] as [Int])
    func `Another alignment is refused`(alignment: Int) {
        let heap = TestHeap(pages: 64)
        let before = heap.snapshot
        for size in [0, 16, 4096, 20_000] {
            #expect(heap.allocate(size, alignment: alignment) == nil)
        }
        #expect(heap.snapshot == before)
    }

    @Test func `A size beyond the heap is refused`() {
        let heap = TestHeap(pages: 64)
        let before = heap.snapshot
        for size in [heap.capacityBytes + 1, 1 << 32, 1 << 44, .max, .max - 4095, -1, -4096] {
            for alignment in [1, 16, 4096] {
                #expect(heap.allocate(size, alignment: alignment) == nil)
            }
        }
        #expect(heap.snapshot == before)
    }

    @Test func `A block's size is the whole of it, and 0 for anything else`() throws {
        let heap = TestHeap(pages: 64)
        let small = try #require(heap.allocate(33))
        let large = try #require(heap.allocate(5000))
        #expect(heap.blockSize(small) == 48)
        #expect(heap.blockSize(large) == 8192)
        for address in [small + 1, small + 48, large + 16, large + 4096, heap.start, 16] {
            #expect(heap.blockSize(address) == 0)
        }
        #expect(heap.free(small) && heap.free(large))
        #expect(heap.blockSize(small) == 0 && heap.blockSize(large) == 0)
    }

    @Test func `What is freed is wiped, down to the last byte of the block`() throws {
        let heap = TestHeap(pages: 64)
        for size in Self.sizes {
            let blocks = try (0..<3).map { _ in try #require(heap.allocate(size)) }
            for block in blocks { heap.fill(block, heap.blockSize(block), with: 0xA5) }
            for block in blocks { #expect(heap.free(block)) }
            #expect(heap.isFilled(heap.blocks.lowerBound, heap.capacityBytes, with: 0))
        }
    }
}
