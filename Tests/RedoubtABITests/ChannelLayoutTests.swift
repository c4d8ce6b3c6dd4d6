import RedoubtABI
import Testing

@Suite("The layout of a channel")
struct ChannelLayoutTests {
    private let limit = (64 << 20) - 32

    @Test(arguments: [.min, -1, 0, (64 << 20) - 31, 64 << 20, .max] as [Int])
    func `A payload outside of the limits has no layout`(payloadBytes: Int) {
        #expect(ChannelLayout(payloadBytes: payloadBytes) == nil)
    }

    @Test(
        "A payload is rounded up so that area and header are whole pages",
        arguments: [
            (1, 4064), (4063, 4064), (4064, 4064), (4065, 8160), (8160, 8160), (8161, 12256),
            (65_504, 65_504), (65_505, 69_600),
        ]
    )
    func rounding(_ declared: Int, _ available: Int) throws {
        let layout = try #require(ChannelLayout(payloadBytes: declared))
        #expect(layout.payloadBytes == available)
        #expect(layout.areaBytes == available + 32)
    }

    @Test func `The largest payload is 64 MiB less the header`() throws {
        let layout = try #require(ChannelLayout(payloadBytes: limit))
        #expect(layout.payloadBytes == limit)
        #expect(layout.areaBytes == 64 << 20)
        #expect(ChannelLayout.payloadLimitsBytes == 1...limit)
    }

    @Test(arguments: [1, 4064, 4065, 65_504, 1 << 20, (64 << 20) - 32])
    func `A page of flags and two areas follow one another`(payloadBytes: Int) throws {
        let layout = try #require(ChannelLayout(payloadBytes: payloadBytes))
        #expect(layout.hostAreaOffset == 4096)
        #expect(layout.enclaveAreaOffset == layout.hostAreaOffset + layout.areaBytes)
        #expect(layout.strideBytes == layout.enclaveAreaOffset + layout.areaBytes)
        #expect(layout.strideBytes % 4096 == 0)
        #expect(ChannelLayout(payloadBytes: layout.payloadBytes) == layout)
    }

    @Test func `The flags stand on cache lines of their own in the first page`() {
        #expect(ChannelLayout.headerBytes == 32)
        let flags = [ChannelLayout.hostSleepingOffset, ChannelLayout.enclaveSleepingOffset]
        #expect(flags.allSatisfy { $0 % 64 == 0 && (0..<4096).contains($0) })
        #expect(Set(flags).count == flags.count)
    }

    @Test func `The channels of the largest enclave fit into the address space`() throws {
        let layout = try #require(ChannelLayout(payloadBytes: limit))
        let end = AddressSpace.channels + UInt64(64 * layout.strideBytes)
        #expect(end <= AddressSpace.enclave)
    }

    @Test func `The address space's pages and ranges do not overlap`() {
        let page = AddressSpace.pageSizeBytes
        let starts = [
            AddressSpace.gate, AddressSpace.platform, AddressSpace.backend, AddressSpace.channels,
            AddressSpace.enclave,
        ]
        #expect(page == 4096)
        #expect(starts.allSatisfy { $0 % page == 0 })
        for (lower, upper) in zip(starts, starts.dropFirst()) {
            #expect(lower + page <= upper)
        }
    }
}
