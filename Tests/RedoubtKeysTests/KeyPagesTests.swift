import CRedoubtSystem
import EnclaveTesting
import Foundation
import RedoubtABI
import RedoubtControl
import RedoubtMonitor
import Testing

@testable import RedoubtKeys

@Suite("Pages of keys")
struct KeyPagesTests {
    private func contents(_ pages: KeyPages) -> [UInt8] { pages.withBytes { unsafe Array($0) } }

    @Test func `They are zero at first, and memfd_secret where the machine has that`() throws {
        let pages = try KeyPages()
        #expect(contents(pages) == [UInt8](repeating: 0, count: 3 * 4096))
        let hasSecret = IsolationProbe.problem(IsolationLevel(.process, .private)) == nil
        #expect(pages.isSecret == hasSecret)
    }

    @Test func `Whoever is given the descriptor has the same memory, and wipes it for both`() throws
    {
        for pages in [try KeyPages(), try KeyPages().ordinary()] {
            pages.write([1, 2, 3] as [UInt8], at: 4096)
            let descriptor = redoubt_duplicate_above(pages.rawDescriptor, 3)
            let other = try KeyPages(OwnedDescriptor(descriptor))
            #expect(other.isSecret == pages.isSecret)
            #expect(contents(other) == contents(pages))
            #expect(contents(other)[4096..<4099] == [1, 2, 3])
            other.wipe()
            #expect(contents(pages).allSatisfy { $0 == 0 })
        }
    }

    @Test func `A copy in ordinary memory is one of its own`() throws {
        let pages = try KeyPages()
        pages.write([1, 2, 3] as [UInt8], at: 0)
        let copy = try pages.ordinary()
        #expect(!copy.isSecret && contents(copy) == contents(pages))
        #expect((copy === pages) == !pages.isSecret)
        #expect(try copy.ordinary() === copy)
    }

    @Test func `Discarded pages have no bytes and no descriptor`() throws {
        let pages = try KeyPages()
        pages.discard()
        #expect(contents(pages) == [] && pages.rawDescriptor == -1)
        pages.write([1] as [UInt8], at: 0)
        pages.wipe()
        pages.discard()
        #expect(contents(pages) == [])
    }

    @Test func `What is too small, or no memory, is refused`() throws {
        let small = unsafe redoubt_sealed_memory("small", 4096)
        #expect(throws: SystemError("the pages of keys", errno: EINVAL)) {
            _ = try KeyPages(OwnedDescriptor(small))
        }
        let null = unsafe open("/dev/null", O_RDWR)
        #expect(throws: SystemError.self) { _ = try KeyPages(OwnedDescriptor(null)) }
    }
}
