@testable import RedoubtMonitor

/// What the processor makes of page tables.
///
/// Source: Intel SDM vol. 3A, chapter 5.5, "4-level paging".
@safe
struct PageWalk {
    struct Translation: Equatable {
        let physical: UInt64
        let isWritable: Bool
        let isExecutable: Bool
        let pageBytes: UInt64
    }

    private let memory: AnonymousMemory
    private let guestAddress: UInt64

    init(_ memory: AnonymousMemory, guestAddress: UInt64) {
        self.memory = memory
        self.guestAddress = guestAddress
    }

    /// What user code finds at an address of an address space; nil if there is nothing for it.
    func translate(_ virtual: UInt64, in addressSpace: UInt64) -> Translation? {
        var table = addressSpace
        var isWritable = true
        var isExecutable = true
        for shift in [39, 30, 21, 12] as [UInt64] {
            let entry = load(table + (virtual >> shift & 511) * 8)
            guard entry & 0b101 == 0b101 else { return nil }
            isWritable = isWritable && entry & 2 != 0
            isExecutable = isExecutable && entry >> 63 == 0
            let isLarge = shift == 21 && entry & 0x80 != 0
            guard isLarge || shift == 12 else {
                // No page of 1 GiB is ever made.
                guard entry & 0x80 == 0 else { return nil }
                table = entry & 0x000F_FFFF_FFFF_F000
                continue
            }
            let pageBytes = UInt64(1) << shift
            let start = entry & 0x000F_FFFF_FFFF_F000
            // Bits of the address below the page's size are reserved.
            guard start % pageBytes == 0 else { return nil }
            return Translation(
                physical: start + virtual % pageBytes,
                isWritable: isWritable,
                isExecutable: isExecutable,
                pageBytes: pageBytes
            )
        }
        return nil
    }

    /// Sets bits of the entry that maps an address, as a processor does.
    func mark(_ virtual: UInt64, in addressSpace: UInt64, _ bits: UInt64) {
        var table = addressSpace
        for shift in [39, 30, 21, 12] as [UInt64] {
            let address = table + (virtual >> shift & 511) * 8
            let entry = load(address)
            if shift == 12 || entry & 0x80 != 0 {
                let offset = Int(address - guestAddress)
                unsafe memory.bytes.storeBytes(
                    of: entry | bits,
                    toByteOffset: offset,
                    as: UInt64.self
                )
                return
            }
            table = entry & 0x000F_FFFF_FFFF_F000
        }
    }

    private func load(_ address: UInt64) -> UInt64 {
        // Checked by the buffer: a table outside of the memory ends the test run.
        unsafe memory.bytes[Int(address - guestAddress)...].loadUnaligned(as: UInt64.self)
    }
}
