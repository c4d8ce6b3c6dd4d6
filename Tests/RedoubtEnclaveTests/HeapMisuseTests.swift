import Testing

/// Wrong frees come from errors of the enclave's code: they are recognised, and change nothing.
@Suite("Frees of what is not allocated")
struct HeapMisuseTests {
    private func expectRefused(
        _ addresses: [UInt],
        by heap: TestHeap,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let before = heap.snapshot
        for address in addresses {
            let offset = Int(bitPattern: address &- heap.blocks.lowerBound)
            #expect(!heap.free(address), "offset \(offset)", sourceLocation: sourceLocation)
        }
        #expect(heap.snapshot == before, sourceLocation: sourceLocation)
    }

    @Test(arguments: [1, 16, 100, 2048, 2049, 4096, 50_000])
    func `A second free is refused`(size: Int) throws {
        let heap = TestHeap(pages: 64)
        let kept = try #require(heap.allocate(size))
        let freed = try #require(heap.allocate(size))
        let after = try #require(heap.allocate(size))
        #expect(heap.free(freed))
        expectRefused([freed], by: heap)
        #expect(heap.free(after))
        #expect(heap.free(kept))
        expectRefused([kept, freed, after], by: heap)
    }

    @Test(arguments: [1, 16, 48, 100, 1344, 2048])
    func `A pointer into a small block is refused`(size: Int) throws {
        let heap = TestHeap(pages: 64)
        let block = try #require(heap.allocate(size))
        let room = UInt(heap.blockSize(block))
        expectRefused((1..<room).map { block + $0 }, by: heap)
        // The next slot is free, and what is left over at the page's end is none.
        expectRefused((0..<4096 / room).dropFirst().map { block + $0 * room }, by: heap)
        expectRefused([block + 4096 / room * room, block + 4095], by: heap)
        #expect(heap.free(block))
    }

    @Test func `A pointer into a large block is refused`() throws {
        let heap = TestHeap(pages: 64)
        let block = try #require(heap.allocate(5 * 4096))
        expectRefused(
            [1, 8, 16, 4095, 4096, 8192, 4 * 4096, 5 * 4096].map { block + $0 },
            by: heap
        )
        #expect(heap.free(block))
    }

    @Test func `A pointer to a page that is free, or was never used, is refused`() throws {
        let heap = TestHeap(pages: 64)
        let first = try #require(heap.allocate(3 * 4096))
        let second = try #require(heap.allocate(4096))
        #expect(heap.free(first))
        expectRefused([0, 4096, 8192].map { first + $0 }, by: heap)
        expectRefused([second + 4096, heap.blocks.upperBound - 4096], by: heap)
        #expect(heap.free(second))
    }

    @Test func `A pointer outside of the heap is refused`() throws {
        let heap = TestHeap(pages: 64)
        let other = TestHeap(pages: 64)
        let block = try #require(heap.allocate(100))
        let foreign = try #require(other.allocate(100))
        expectRefused(
            [
                1, 16, foreign, heap.start, heap.blocks.lowerBound - 16,
                heap.blocks.upperBound, heap.blocks.upperBound + 4096, .max, .max & ~15,
            ],
            by: heap
        )
        #expect(heap.free(block))
        #expect(other.free(foreign))
    }
}
