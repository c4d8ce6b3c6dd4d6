import RedoubtImage
import Testing

@Suite("The context of an enclave's thread")
struct ThreadContextTests {
    private let base = ELFFile.base

    private func region(
        _ kind: EnclaveLayout.Region.Kind,
        of layout: EnclaveLayout
    ) throws -> EnclaveLayout.Region {
        try #require(layout.regions.first { $0.kind == kind })
    }

    @Test(arguments: 0..<3)
    func `Its data says where its stack and the heap are`(thread: Int) throws {
        let layout = try makeSampleImage().layout
        let page = layout.threadDataPage(thread)
        let stack = try region(.stack(thread: thread), of: layout).range
        let heap = try region(.heap, of: layout)
        let dynamicHeap = try region(.dynamicHeap, of: layout)
        let words: [UInt64] = [
            base + UInt64(layout.threadDataOffset(thread)),
            base + UInt64(stack.upperBound),
            base + UInt64(stack.lowerBound),
            UInt64(thread) | 3 << 32,
            0, 0,
            base + UInt64(heap.offset),
            UInt64(heap.sizeBytes + dynamicHeap.sizeBytes),
        ]
        #expect(heap.range.upperBound == dynamicHeap.offset)
        #expect(page.count == 4096)
        for (index, word) in words.enumerated() {
            #expect(page.integer(at: 8 * index, as: UInt64.self) == word, "word \(index)")
        }
        #expect(page.dropFirst(64).allSatisfy { $0 == 0 })
    }

    @Test(arguments: 0..<3)
    func `Its control structure is what SGX wants`(thread: Int) throws {
        let layout = try makeSampleImage().layout
        let page = layout.threadControlPage(thread)
        let saveArea = try region(.saveArea(thread: thread), of: layout)
        let data = UInt64(layout.threadDataOffset(thread))
        let words: [UInt64] = [
            0, 0, UInt64(saveArea.offset), 2 << 32, 16, 0, data, data, .max,
        ]
        #expect(page.count == 4096)
        for (index, word) in words.enumerated() {
            #expect(page.integer(at: 8 * index, as: UInt64.self) == word, "word \(index)")
        }
        #expect(page.dropFirst(72).allSatisfy { $0 == 0 })
        let control = ThreadControl(page: page)
        #expect(control.entryOffset == 16)
        #expect(control.saveAreaOffset == saveArea.offset)
        #expect(control.threadDataOffset == layout.threadDataOffset(thread))
    }

    @Test func `A stack's guard is the 64 KiB below it and nothing else`() throws {
        let layout = try makeSampleImage().layout
        for thread in 0..<3 {
            let bottom = try region(.stack(thread: thread), of: layout).offset
            #expect(!layout.isStackGuard(bottom))
            #expect(layout.isStackGuard(bottom - 1))
            #expect(layout.isStackGuard(bottom - 65_536))
            #expect(!layout.isStackGuard(bottom - 65_537))
        }
        for offset in [.min, -1, 0, layout.endOffset, .max] as [Int] {
            #expect(!layout.isStackGuard(offset))
        }
        for region in layout.regions {
            #expect(!layout.isStackGuard(region.offset))
            #expect(!layout.isStackGuard(region.range.upperBound - 1))
        }
    }
}
