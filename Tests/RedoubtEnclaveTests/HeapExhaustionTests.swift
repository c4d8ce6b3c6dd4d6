import SeededTesting
import Testing

@Suite("A heap that is full")
struct HeapExhaustionTests {
    enum Order: CaseIterable {
        case forward, backward, evenThenOdd, shuffled

        func applied(_ blocks: [UInt], _ random: inout SeededGenerator) -> [UInt] {
            switch self {
            case .forward: return blocks
            case .backward: return blocks.reversed()
            case .evenThenOdd:
                let even = blocks.indices.filter { $0 % 2 == 0 }
                let odd = blocks.indices.filter { $0 % 2 == 1 }
                return (even + odd).map { blocks[$0] }
            case .shuffled: return blocks.shuffled(using: &random)
            }
        }
    }

    private func fill(_ heap: TestHeap, by size: Int) -> [UInt] {
        var blocks: [UInt] = []
        while let block = heap.allocate(size) { blocks.append(block) }
        return blocks
    }

    @Test(arguments: [16, 48, 1344, 2048, 2049, 4096, 3 * 4096], Order.allCases)
    func `Once all is freed, all can be allocated as one block`(size: Int, order: Order) throws {
        var random = SeededGenerator(for: "freeing blocks of \(size), \(order)")
        let heap = TestHeap(pages: 40)
        let blocks = fill(heap, by: size)
        let room = heap.blockSize(try #require(blocks.first))
        let blocksPerPage = room < 4096 ? 4096 / room : 1
        let pagesPerBlock = max(1, room / 4096)
        #expect(blocks.count == heap.pageCount / pagesPerBlock * blocksPerPage)
        #expect(Set(blocks).count == blocks.count)
        #expect(heap.allocate(size) == nil)
        for block in order.applied(blocks, &random) {
            #expect(heap.free(block), "seed \(random.seed)")
        }
        let whole = try #require(heap.allocate(heap.capacityBytes))
        #expect(heap.blockSize(whole) == heap.capacityBytes)
        #expect(heap.allocate(1) == nil)
        #expect(heap.free(whole))
    }

    @Test func `A full heap has room again for what was freed, and not for more`() throws {
        let heap = TestHeap(pages: 40)
        let blocks = fill(heap, by: 4096)
        #expect(heap.free(blocks[3]) && heap.free(blocks[5]))
        #expect(heap.allocate(2 * 4096) == nil)
        #expect(heap.free(blocks[4]))
        #expect(heap.allocate(3 * 4096 + 1) == nil)
        #expect(heap.allocate(3 * 4096) == blocks[3])
        #expect(heap.allocate(1) == nil)
    }

    @Test func `The whole heap can be used a hundred times`() throws {
        var random = SeededGenerator(for: "reuse of the whole heap")
        let heap = TestHeap(pages: 40)
        for round in 0..<100 {
            var blocks: [UInt] = []
            while let block = heap.allocate(.random(in: 1...6000, using: &random)) {
                heap.fill(block, heap.blockSize(block), with: 0xEE)
                blocks.append(block)
            }
            blocks += fill(heap, by: 4096) + fill(heap, by: 16)
            for block in blocks.shuffled(using: &random) {
                #expect(heap.free(block), "seed \(random.seed)")
            }
            let whole = try #require(
                heap.allocate(heap.capacityBytes),
                "round \(round), seed \(random.seed)"
            )
            #expect(heap.isFilled(whole, heap.capacityBytes, with: 0))
            #expect(heap.free(whole))
        }
    }

    @Test func `The smallest heap works`() throws {
        let heap = TestHeap(pages: 2)
        let block = try #require(heap.allocate(4096))
        #expect(heap.allocate(1) == nil)
        #expect(heap.free(block))
        let blocks = fill(heap, by: 16)
        #expect(blocks.count == 256)
        for block in blocks { #expect(heap.free(block)) }
        #expect(heap.allocate(4096) == block)
    }
}
