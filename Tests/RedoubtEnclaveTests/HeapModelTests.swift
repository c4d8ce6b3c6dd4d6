import SeededTesting
import Testing

@Suite("The heap against a model")
struct HeapModelTests {
    private struct Block {
        let address: UInt
        let size: Int
        let pattern: UInt8
    }

    @Test(arguments: 0..<6)
    func `Random allocations and frees never overlap`(round: Int) throws {
        var random = SeededGenerator(for: "heap model \(round)")
        let heap = TestHeap(pages: 200)
        let comment: Comment = "seed \(random.seed)"
        var blocks: [Block] = []
        var refusals = 0
        for step in 0..<6000 {
            // Phases of growth and of shrinking, so that the heap is full at times and empty at others.
            let growing = step / 600 % 2 == 0
            if blocks.isEmpty || Int.random(in: 0..<10, using: &random) < (growing ? 7 : 3) {
                let size = Self.size(&random)
                let alignment = 1 << Int.random(in: 0...12, using: &random)
                guard let address = heap.allocate(size, alignment: alignment) else {
                    refusals += 1
                    continue
                }
                let end = address + UInt(size)
                try #require(address % UInt(alignment) == 0, comment)
                try #require(heap.blocks.lowerBound <= address, comment)
                try #require(end <= heap.blocks.upperBound, comment)
                try #require(
                    !blocks.contains { $0.address < end && address < $0.address + UInt($0.size) },
                    comment
                )
                try #require(heap.isFilled(address, size, with: 0), comment)
                let pattern = UInt8.random(in: 1...255, using: &random)
                heap.fill(address, size, with: pattern)
                blocks.append(Block(address: address, size: size, pattern: pattern))
            } else {
                let index = Int.random(in: blocks.indices, using: &random)
                blocks.swapAt(index, blocks.count - 1)
                let block = blocks.removeLast()
                try #require(
                    heap.isFilled(block.address, block.size, with: block.pattern),
                    comment
                )
                try #require(heap.free(block.address), comment)
            }
        }
        #expect(refusals > 0, comment)
        for block in blocks {
            #expect(heap.isFilled(block.address, block.size, with: block.pattern), comment)
            #expect(heap.free(block.address), comment)
        }
        #expect(heap.isFilled(heap.blocks.lowerBound, heap.capacityBytes, with: 0), comment)
        #expect(heap.allocate(heap.capacityBytes) == heap.blocks.lowerBound, comment)
    }

    private static func size(_ random: inout SeededGenerator) -> Int {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<6: .random(in: 1...300, using: &random)
        case 6..<9: .random(in: 1...4096, using: &random)
        default: .random(in: 1...60_000, using: &random)
        }
    }
}
