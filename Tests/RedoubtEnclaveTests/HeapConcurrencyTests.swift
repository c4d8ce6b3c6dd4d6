import SeededTesting
import Testing

@Suite("The heap used by several threads")
struct HeapConcurrencyTests {
    @Test func `Four threads at once get blocks of their own`() async {
        let random = SeededGenerator(for: "heap of four threads")
        let heap = TestHeap(pages: 400)
        await runThreads(4) { thread in
            Self.use(heap, thread: thread, seed: random.seed)
        }
        #expect(heap.isFilled(heap.blocks.lowerBound, heap.capacityBytes, with: 0))
        #expect(heap.allocate(heap.capacityBytes) != nil, "seed \(random.seed)")
    }

    private static func use(_ heap: TestHeap, thread: Int, seed: UInt64) {
        var random = SeededGenerator(seed: seed &+ UInt64(thread))
        let comment: Comment = "seed \(seed), thread \(thread)"
        let pattern = UInt8(0x11 * (thread + 1))
        var blocks: [(address: UInt, size: Int)] = []
        for _ in 0..<20_000 {
            if blocks.count < 40, Bool.random(using: &random) {
                let size = Int.random(
                    in: 1...(Int.random(in: 0..<20, using: &random) == 0 ? 20_000 : 400),
                    using: &random
                )
                guard let address = heap.allocate(size) else { continue }
                guard heap.isFilled(address, size, with: 0) else {
                    Issue.record("a new block is not zero, \(comment)")
                    return
                }
                heap.fill(address, size, with: pattern)
                blocks.append((address, size))
            } else if let index = blocks.indices.randomElement(using: &random) {
                let block = blocks.remove(at: index)
                guard heap.isFilled(block.address, block.size, with: pattern),
                    heap.free(block.address)
                else {
                    Issue.record("another thread wrote to a block, or freed it, \(comment)")
                    return
                }
            }
        }
        for block in blocks { #expect(heap.free(block.address), comment) }
    }
}
