import RedoubtKVM
import Testing

@Suite("The ports that an enclave's code may write to")
struct TaskStateTests {
    private static let bitmap = 104

    private func permitted(in page: [UInt8]) -> [Int] {
        (0..<(page.count - Self.bitmap) * 8).filter { port in
            page[Self.bitmap + port / 8] >> (port % 8) & 1 == 0
        }
    }

    @Test func `They are the doorbells' ports, four for each 32-bit write, and no other`() {
        let page = TaskState.page(ports: 0x5240...0x5248)
        #expect(page.count == 4096)
        #expect(permitted(in: page) == Array(0x5240...0x524B))
    }

    @Test func `The page says where its bitmap is, and ends with a byte of ones`() {
        let page = TaskState.page(ports: 0x5240...0x5248)
        #expect(Int(page[102]) | Int(page[103]) << 8 == Self.bitmap)
        #expect(page.indices.prefix(102).allSatisfy { page[$0] == 0 })
        #expect(page.last == 0xFF)
    }

    @Test(
        arguments: [0...0, 5...5, 6...13, 0x3F8...0x3F8, 0x6FFF...0x6FFF] as [ClosedRange<UInt16>]
    )
    func `Other ranges are permitted as exactly`(ports: ClosedRange<UInt16>) {
        let expected = Array(Int(ports.lowerBound)...Int(ports.upperBound) + 3)
        #expect(permitted(in: TaskState.page(ports: ports)) == expected)
    }
}
