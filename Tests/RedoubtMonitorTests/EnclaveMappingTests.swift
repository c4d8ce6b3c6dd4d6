import RedoubtABI
import RedoubtImage
import Testing

@testable import RedoubtMonitor

/// The address space that a virtual machine's enclave runs in, with all its regions.
@Suite("An enclave's mapping")
struct EnclaveMappingTests {
    @Test func `The enclave finds gate, platform page and keys, and may write to the keys alone`()
        throws
    {
        let memory = try AnonymousMemory(sizeBytes: 64 * 4096)
        let walk = PageWalk(memory, guestAddress: 0)
        var tables = unsafe PageTables(memory.bytes, guestAddress: 0)
        let space = try tables.makeAddressSpace()
        for mapping in GuestMemoryMap.fixedMappings {
            try tables.map(
                in: space,
                virtual: mapping.virtual,
                physical: mapping.physical,
                sizeBytes: mapping.sizeBytes,
                mapping.permissions
            )
        }
        let found = stride(from: 0x8_0000_0000, to: 0x8_0010_0000, by: 4096).compactMap {
            (address: UInt64) in
            walk.translate(address, in: space).map {
                "\(String(address, radix: 16)) \(String($0.physical, radix: 16)) "
                    + ($0.isWritable ? "w" : "-") + ($0.isExecutable ? "x" : "-")
            }
        }
        #expect(
            found == [
                "800000000 1000 -x", "800001000 2000 --", "800010000 c000 w-", "800011000 d000 w-",
                "800012000 e000 w-",
            ]
        )
    }

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
