internal import RedoubtImage

/// Builds x86-64 page tables in memory that the virtual machine sees at a guest-physical address.
///
/// Source: Intel SDM vol. 3A, chapter 5.5, "4-level paging".
@safe
struct PageTables {
    private let memory: UnsafeMutableRawBufferPointer
    private let guestAddress: UInt64
    private var used = 0

    private static let tableBytes = 4096
    private static let present: UInt64 = 1 << 0
    private static let writable: UInt64 = 1 << 1
    private static let user: UInt64 = 1 << 2
    private static let accessed: UInt64 = 1 << 5
    private static let dirty: UInt64 = 1 << 6
    private static let large: UInt64 = 1 << 7
    private static let neverExecute: UInt64 = 1 << 63
    private static let addressMask: UInt64 = 0x000F_FFFF_FFFF_F000
    private static let pageBytes: UInt64 = 4096
    private static let largePageBytes: UInt64 = 2 << 20

    /// The memory is zeroed, page-aligned, and stays valid as long as this value is used.
    init(_ memory: UnsafeMutableRawBufferPointer, guestAddress: UInt64) {
        unsafe self.memory = memory
        self.guestAddress = guestAddress
    }

    /// Makes an empty address space; returns its guest-physical address, for CR3.
    mutating func makeAddressSpace() throws(BackendError) -> UInt64 {
        guard unsafe used + Self.tableBytes <= memory.count else {
            throw .failed("the page tables are full")
        }
        defer { used += Self.tableBytes }
        return guestAddress + UInt64(used)
    }

    /// Maps whole pages.
    ///
    /// What is readable is readable by user code, the only code there is.
    mutating func map(
        in addressSpace: UInt64,
        virtual: UInt64,
        physical: UInt64,
        sizeBytes: UInt64,
        _ permissions: Permissions
    ) throws(BackendError) {
        var flags = Self.present | Self.user
        if permissions.contains(.write) { flags |= Self.writable }
        if !permissions.contains(.execute) { flags |= Self.neverExecute }
        var done: UInt64 = 0
        while done < sizeBytes {
            let at = virtual + done
            let target = physical + done
            let fits =
                at % Self.largePageBytes == 0 && target % Self.largePageBytes == 0
                && sizeBytes - done >= Self.largePageBytes
            let directory = try descend(from: addressSpace, to: at, levels: fits ? 2 : 3)
            if fits {
                store(target | flags | Self.large, table: directory, index: at >> 21 & 511)
                done += Self.largePageBytes
            } else {
                store(target | flags, table: directory, index: at >> 12 & 511)
                done += Self.pageBytes
            }
        }
    }

    /// The pages of a mapped range that were read or written, by the marks that the processor leaves in the entries.
    ///
    /// They are never taken away, so that the processor has no copy of an entry that lacks its mark: a page that was
    /// touched once is listed for good.
    ///
    /// Source: Intel SDM vol. 3A, chapter 5.8, "Accessed and dirty flags".
    ///
    /// - Returns: runs of virtual addresses, in order.
    func touched(in addressSpace: UInt64, virtual: UInt64, sizeBytes: UInt64) -> [Range<UInt64>] {
        var found: [Range<UInt64>] = []
        var at = virtual
        while at < virtual + sizeBytes {
            let directory = table(below: table(below: addressSpace, 39, at), 30, at)
            var entry = load(table: directory, index: at >> 21 & 511)
            var bytes = Self.largePageBytes
            if entry & Self.large == 0 {
                entry = load(table: entry & Self.addressMask, index: at >> 12 & 511)
                bytes = Self.pageBytes
            }
            if entry & (Self.accessed | Self.dirty) != 0 {
                if let last = found.last, last.upperBound == at {
                    found[found.count - 1] = last.lowerBound..<at + bytes
                } else {
                    found.append(at..<at + bytes)
                }
            }
            at += bytes
        }
        return found
    }

    private func table(below table: UInt64, _ shift: UInt64, _ virtual: UInt64) -> UInt64 {
        let entry = load(table: table, index: virtual >> shift & 511)
        precondition(entry & Self.present != 0, "the range has to be mapped")
        return entry & Self.addressMask
    }

    /// Finds, or makes, the table that many levels below the top.
    private mutating func descend(
        from addressSpace: UInt64,
        to virtual: UInt64,
        levels: Int
    ) throws(BackendError) -> UInt64 {
        var table = addressSpace
        for level in 0..<levels {
            let index = virtual >> (39 - 9 * UInt64(level)) & 511
            var entry = load(table: table, index: index)
            if entry & Self.present == 0 {
                entry = try makeAddressSpace() | Self.present | Self.writable | Self.user
                store(entry, table: table, index: index)
            }
            table = entry & Self.addressMask
        }
        return table
    }

    private func load(table: UInt64, index: UInt64) -> UInt64 {
        let offset = Int(table - guestAddress + index * 8)
        // SAFETY: `table` came from `makeAddressSpace`, so its 512 entries lie within the memory.
        return unsafe memory.load(fromByteOffset: offset, as: UInt64.self)
    }

    private func store(_ entry: UInt64, table: UInt64, index: UInt64) {
        let offset = Int(table - guestAddress + index * 8)
        // SAFETY: as in `load`.
        unsafe memory.storeBytes(of: entry, toByteOffset: offset, as: UInt64.self)
    }
}
