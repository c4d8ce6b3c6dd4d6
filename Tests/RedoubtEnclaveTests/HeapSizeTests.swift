import Testing

@Suite("The size of a heap")
struct HeapSizeTests {
    @Test(arguments: [0, 1, 4095, 4096, 8191, 1 << 44, .max, -1] as [Int])
    func `Memory without room for a page, or with too many, is refused`(sizeBytes: Int) {
        #expect(TestHeap.division(of: sizeBytes) == nil)
    }

    @Test func `Bookkeeping and pages share the memory exactly`() throws {
        for pages in 2...5000 {
            let division = try #require(TestHeap.division(of: pages * 4096))
            #expect(division.bookkeepingBytes % 4096 == 0)
            #expect(division.bookkeepingBytes >= 48 * division.pageCount)
            #expect(division.bookkeepingBytes + division.pageCount * 4096 == pages * 4096)
        }
    }

    @Test func `What is left of a page is not used`() {
        #expect(TestHeap.division(of: 8192)?.pageCount == 1)
        #expect(TestHeap.division(of: 3 * 4096 - 1)?.pageCount == 1)
        #expect(TestHeap.division(of: 3 * 4096)?.pageCount == 2)
    }

    @Test func `The largest heap that can be declared has its pages`() {
        let division = TestHeap.division(of: 16 << 30)
        #expect(division?.pageCount == 4_145_152)
    }
}
