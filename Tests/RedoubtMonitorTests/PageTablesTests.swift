import RedoubtImage
import Testing

@testable import RedoubtMonitor

@Suite("Page tables")
struct PageTablesTests {
    private static let guestAddress: UInt64 = 0x10000
    private static let large: UInt64 = 2 << 20
    private let memory: AnonymousMemory
    private let walk: PageWalk
    private var tables: PageTables
    private let space: UInt64

    init() throws {
        memory = try AnonymousMemory(sizeBytes: 64 * 4096)
        walk = PageWalk(memory, guestAddress: Self.guestAddress)
        tables = unsafe PageTables(memory.bytes, guestAddress: Self.guestAddress)
        space = try tables.makeAddressSpace()
    }

    @Test(
        "A page is found at its address, and nothing beside it",
        arguments: [
            0x1000, 0x8_0000_0000, 0x10_0000_0000, 0x10_001F_F000, 0x10_3FFF_F000, 0x7F_FFFF_F000,
            0x80_0000_0000, 0x7FFF_FFFF_E000,
        ] as [UInt64]
    )
    mutating func onePage(_ virtual: UInt64) throws {
        try tables.map(
            in: space,
            virtual: virtual,
            physical: 0x1_2345_6000,
            sizeBytes: 4096,
            [.read]
        )
        for offset in [0, 8, 4095] as [UInt64] {
            let found = walk.translate(virtual + offset, in: space)
            #expect(found?.physical == 0x1_2345_6000 + offset)
            #expect(found?.pageBytes == 4096)
        }
        for beside in [virtual - 1, virtual + 4096, virtual + Self.large, virtual ^ 1 << 40] {
            #expect(walk.translate(beside, in: space) == nil)
        }
    }

    @Test(
        "Permissions are those asked for",
        arguments: [([.read], false, false), ([.read, .write], true, false)]
            + [([.read, .execute], false, true)] as [(Permissions, Bool, Bool)]
    )
    mutating func permissions(_ asked: Permissions, _ writable: Bool, _ executable: Bool) throws {
        try tables.map(
            in: space,
            virtual: Self.large - 4096,
            physical: 2 * Self.large - 4096,
            sizeBytes: Self.large + 8192,
            asked
        )
        for address in [Self.large - 4096, Self.large, Self.large + 0x12345, 2 * Self.large] {
            let found = walk.translate(address, in: space)
            #expect(found?.isWritable == writable)
            #expect(found?.isExecutable == executable)
        }
    }

    @Test mutating func `Where both addresses allow it, pages are large`() throws {
        let virtual = 0x10_0000_0000 + Self.large - 3 * 4096
        let physical = 4 << 30 + Self.large - 3 * 4096
        let size = 3 * 4096 + 2 * Self.large + 5 * 4096
        try tables.map(
            in: space,
            virtual: virtual,
            physical: physical,
            sizeBytes: size,
            [.read, .write]
        )
        for offset in stride(from: 0, to: size, by: 4096) {
            let found = walk.translate(virtual + offset, in: space)
            let isLarge = (3 * 4096..<3 * 4096 + 2 * Self.large).contains(offset)
            try #require(found?.physical == physical + offset)
            try #require(found?.pageBytes == (isLarge ? Self.large : 4096))
        }
        #expect(walk.translate(virtual - 1, in: space) == nil)
        #expect(walk.translate(virtual + size, in: space) == nil)
    }

    @Test mutating func `Where the addresses do not allow it, pages are small`() throws {
        let size = 2 * Self.large
        try tables.map(in: space, virtual: Self.large, physical: 4096, sizeBytes: size, [.read])
        for offset in stride(from: 0, to: size, by: 4096) {
            let found = walk.translate(Self.large + offset, in: space)
            try #require(found?.physical == 4096 + offset)
            try #require(found?.pageBytes == 4096)
        }
        #expect(walk.translate(3 * Self.large, in: space) == nil)
    }

    @Test mutating func `Neighbours keep their own permissions and places`() throws {
        let base: UInt64 = 0x10_0000_0000
        let all: [Permissions] = [[.read, .execute], [.read], [.read, .write]]
        for (index, permissions) in zip(UInt64(0)..., all) {
            try tables.map(
                in: space,
                virtual: base + 4096 * index,
                physical: 0x9000 - 4096 * index,
                sizeBytes: 4096,
                permissions
            )
        }
        for (index, permissions) in zip(UInt64(0)..., all) {
            let found = walk.translate(base + 4096 * index + 7, in: space)
            #expect(found?.physical == 0x9007 - 4096 * index)
            #expect(found?.isWritable == permissions.contains(.write))
            #expect(found?.isExecutable == permissions.contains(.execute))
        }
    }

    @Test mutating func `Address spaces do not see each other`() throws {
        let other = try tables.makeAddressSpace()
        #expect(other != space)
        try tables.map(in: space, virtual: 0x5000, physical: 0x1000, sizeBytes: 4096, [.read])
        try tables.map(in: other, virtual: 0x6000, physical: 0x2000, sizeBytes: 4096, [.read])
        #expect(walk.translate(0x5000, in: space)?.physical == 0x1000)
        #expect(walk.translate(0x6000, in: space) == nil)
        #expect(walk.translate(0x6000, in: other)?.physical == 0x2000)
        #expect(walk.translate(0x5000, in: other) == nil)
    }

    @Test mutating func `Nothing is mapped for no bytes`() throws {
        try tables.map(in: space, virtual: 0x5000, physical: 0x1000, sizeBytes: 0, [.read])
        #expect(walk.translate(0x5000, in: space) == nil)
    }

    @Test(arguments: 0...4)
    func `Memory that is full is an error, and nothing is written outside`(pages: Int) throws {
        let area = try AnonymousMemory(sizeBytes: 8 * 4096)
        var tables = unsafe PageTables(
            UnsafeMutableRawBufferPointer(rebasing: area.bytes[..<(pages * 4096)]),
            guestAddress: 0
        )
        var failure: BackendError?
        do throws(BackendError) {
            // Four tables for one page, and a fifth for another 2 MiB away.
            let space = try tables.makeAddressSpace()
            for virtual in [0x1000, Self.large] {
                try tables.map(
                    in: space,
                    virtual: virtual,
                    physical: 0,
                    sizeBytes: 4096,
                    [.read]
                )
            }
        } catch {
            failure = error
        }
        guard case .failed("the page tables are full") = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(unsafe area.bytes[(pages * 4096)...].allSatisfy { $0 == 0 })
    }

    @Test func `Pages that were read or written are found, neighbours as one run`() throws {
        var tables = tables
        let start = Self.large - 2 * 4096
        // Two small pages, two large ones, one small one.
        let size = 2 * 4096 + 2 * Self.large + 4096
        try tables.map(
            in: space,
            virtual: start,
            physical: start,
            sizeBytes: size,
            [.read, .write]
        )
        #expect(tables.touched(in: space, virtual: start, sizeBytes: size).isEmpty)
        walk.mark(start + 4096, in: space, 1 << 5)
        walk.mark(Self.large + 5, in: space, 1 << 6)
        walk.mark(3 * Self.large, in: space, 1 << 5 | 1 << 6)
        #expect(
            tables.touched(in: space, virtual: start, sizeBytes: size)
                == [start + 4096..<2 * Self.large, 3 * Self.large..<3 * Self.large + 4096]
        )
    }
}
