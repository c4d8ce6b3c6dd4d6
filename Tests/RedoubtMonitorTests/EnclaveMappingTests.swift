import RedoubtABI
import RedoubtImage
import Testing

@testable import RedoubtMonitor

/// The address space that a virtual machine's enclave runs in, with all its regions.
@Suite("An enclave's mapping")
struct EnclaveMappingTests {
    @Test func `Each page is at one place, none is both writable and executable`() throws {
        var configuration = EnclaveConfiguration()
        configuration.threadCount = 3
        let layout = try EnclaveLayout(
            segments: [],
            entryOffset: 0,
            configuration: configuration
        )
        let memory = try AnonymousMemory(sizeBytes: 64 * 4096)
        let walk = PageWalk(memory, guestAddress: 0)
        var tables = unsafe PageTables(memory.bytes, guestAddress: 0)
        let space = try tables.makeAddressSpace()
        let readable = layout.regions.filter { $0.permissions.contains(.read) }
        for region in readable {
            try tables.map(
                in: space,
                virtual: AddressSpace.enclave + UInt64(region.offset),
                physical: GuestMemoryMap.enclave + UInt64(region.offset),
                sizeBytes: UInt64(region.sizeBytes),
                region.permissions
            )
        }
        // A page more at each end, to see that they are absent.
        for offset in stride(from: -4096, through: layout.sizeBytes, by: 4096) {
            let found = walk.translate(
                AddressSpace.enclave &+ UInt64(bitPattern: Int64(offset)),
                in: space
            )
            let region = readable.first { $0.range.contains(offset) }
            try #require((found != nil) == (region != nil), "offset \(offset)")
            guard let found, let region else { continue }
            try #require(found.physical == GuestMemoryMap.enclave + UInt64(offset))
            try #require(found.isWritable == region.permissions.contains(.write))
            try #require(found.isExecutable == region.permissions.contains(.execute))
            try #require(!(found.isWritable && found.isExecutable))
        }
    }
}
