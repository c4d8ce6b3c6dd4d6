import RedoubtABI
import RedoubtImage
import Testing

@testable import RedoubtMonitor

@Suite("The virtual machine's memory")
struct GuestMemoryMapTests {
    private static let large: UInt64 = 2 << 20

    private func makeLayout(heapBytes: Int, threads: Int = 1) throws -> EnclaveLayout {
        var configuration = EnclaveConfiguration()
        configuration.heapBytes = heapBytes
        configuration.threadCount = threads
        configuration.stackBytes = 64 << 20
        configuration.channelBytes = 1
        return try EnclaveLayout(segments: [], entryOffset: 0, configuration: configuration)
    }

    @Test(arguments: [1 << 20, (5 << 20) + 4096, 1 << 30, 16 << 30], [1, 3, 64])
    func `Its ranges do not overlap`(heapBytes: Int, threads: Int) throws {
        let layout = try makeLayout(heapBytes: heapBytes, threads: threads)
        let map = GuestMemoryMap(layout)
        let staged = UInt64(ImageFile.limitBytes) + 64 * AddressSpace.pageSizeBytes
        #expect(map.enclaveBytes == layout.endOffset)
        #expect(
            GuestMemoryMap.system + UInt64(GuestMemoryMap.systemBytes) <= GuestMemoryMap.staging
        )
        #expect(GuestMemoryMap.staging + staged <= GuestMemoryMap.enclave)
        #expect(GuestMemoryMap.enclave + UInt64(map.enclaveBytes) <= map.channels)
        #expect(map.channels - GuestMemoryMap.enclave - UInt64(map.enclaveBytes) < 2 * Self.large)
    }

    @Test(arguments: [1 << 20, (5 << 20) + 4096, (1 << 30) - 8192])
    func `Large pages are possible for enclave and channels`(heapBytes: Int) throws {
        let map = GuestMemoryMap(try makeLayout(heapBytes: heapBytes))
        #expect(map.channels % Self.large == AddressSpace.channels % Self.large)
        #expect(GuestMemoryMap.enclave % Self.large == AddressSpace.enclave % Self.large)
    }

    @Test func `Every slot has a number of its own`() {
        let slots = [
            GuestMemoryMap.Slot.system, GuestMemoryMap.Slot.channels, GuestMemoryMap.Slot.staging,
            GuestMemoryMap.Slot.enclave,
        ]
        #expect(Set(slots).count == slots.count)
    }

    @Test func `The monitor's own pages do not overlap, and their contents fit`() {
        let pages: [(start: UInt64, size: Int)] = [
            (GuestMemoryMap.gate, MachineCode.kvmGate.count),
            (GuestMemoryMap.platform, 4096),
            (GuestMemoryMap.launchStub, MachineCode.launchStub.count),
            // One for each segment and each thread, and one that ends the list.
            (GuestMemoryMap.launchCopies, 24 * (64 + 64 + 1)),
            (GuestMemoryMap.keys, Int(AddressSpace.keysSizeBytes)),
            (GuestMemoryMap.taskState, 4096),
            (GuestMemoryMap.pageTables, 4096),
        ].sorted { $0.0 < $1.0 }
        #expect(pages.allSatisfy { $0.start % 4096 == 0 && $0.size > 0 })
        for (lower, upper) in zip(pages, pages.dropFirst()) {
            #expect(lower.start + UInt64(lower.size + 4095) / 4096 * 4096 <= upper.start)
        }
        #expect(24 * (64 + 64 + 1) <= GuestMemoryMap.launchCopiesBytes)
        #expect(
            GuestMemoryMap.launchCopies + UInt64(GuestMemoryMap.launchCopiesBytes)
                <= GuestMemoryMap.keys
        )
        #expect(pages.last?.start == GuestMemoryMap.pageTables)
        #expect(
            GuestMemoryMap.pageTables < GuestMemoryMap.system + UInt64(GuestMemoryMap.systemBytes)
        )
    }
}
