internal import RedoubtABI
internal import RedoubtImage

/// Where things are in the virtual machine's physical memory.
///
/// The enclave's offset within a large page is kept, so that its heap can be mapped by large pages.
struct GuestMemoryMap {
    /// Gate, platform page, launch stub, keys and page tables.
    static let system: UInt64 = 0
    static let systemBytes = 16 << 20
    /// The image on its way into the enclave.
    ///
    /// Removed before the enclave starts.
    static let staging: UInt64 = 1 << 30
    /// The enclave's own memory.
    static let enclave: UInt64 = 4 << 30
    /// The channels follow the enclave.
    let channels: UInt64
    let enclaveBytes: Int

    static let gate: UInt64 = system + 0x1000
    static let platform: UInt64 = system + 0x2000
    static let launchStub: UInt64 = system + 0x3000
    static let launchCopies: UInt64 = system + 0x4000
    static let launchCopiesBytes = 0x8000
    static let keys: UInt64 = system + 0xC000
    static let taskState: UInt64 = system + 0xF000
    static let pageTables: UInt64 = system + 0x10000

    /// Where the enclave finds what is not its own and always in the same place: write and execute exclude each other.
    static let fixedMappings: [FixedMapping] = [
        FixedMapping(AddressSpace.gate, gate, AddressSpace.pageSizeBytes, [.read, .execute]),
        FixedMapping(AddressSpace.platform, platform, AddressSpace.pageSizeBytes, [.read]),
        FixedMapping(AddressSpace.keys, keys, AddressSpace.keysSizeBytes, [.read, .write]),
    ]

    /// A range of the enclave's address space, and where it is in physical memory.
    struct FixedMapping {
        let virtual: UInt64
        let physical: UInt64
        let sizeBytes: UInt64
        let permissions: Permissions

        init(_ virtual: UInt64, _ physical: UInt64, _ sizeBytes: UInt64, _ permissions: Permissions)
        {
            self.virtual = virtual
            self.physical = physical
            self.sizeBytes = sizeBytes
            self.permissions = permissions
        }
    }

    enum Slot {
        static let system: UInt32 = 0
        static let channels: UInt32 = 1
        static let staging: UInt32 = 2
        static let enclave: UInt32 = 3
    }

    init(_ layout: EnclaveLayout) {
        enclaveBytes = layout.endOffset
        let end = Self.enclave + UInt64(layout.endOffset)
        let large: UInt64 = 2 << 20
        channels = (end + large - 1) / large * large + AddressSpace.channels % large
    }
}
