internal import CRedoubtABI
internal import CRedoubtMonitor
internal import CRedoubtSystem
internal import Glibc
internal import RedoubtABI
internal import RedoubtControl

/// The page in which a jailed process leaves word of its fault.
///
/// Its enclave can write to it too.
@safe
final class FaultRecord: @unchecked Sendable {
    private let descriptor: OwnedDescriptor
    private let page: UnsafeMutableRawPointer

    init() throws(BackendError) {
        let size = Int(AddressSpace.pageSizeBytes)
        let memory = unsafe redoubt_sealed_memory("redoubt-fault", size)
        guard memory >= 0 else { throw .failed("memfd_create: errno \(-memory)") }
        descriptor = OwnedDescriptor(memory)
        guard
            let mapping = unsafe mmap(nil, size, PROT_READ, MAP_SHARED, memory, 0),
            unsafe mapping != MAP_FAILED
        else { throw .failed("mmap of the fault record: errno \(errno)") }
        unsafe page = mapping
    }

    deinit {
        // SAFETY: mapped in init with this size.
        unsafe munmap(page, Int(AddressSpace.pageSizeBytes))
    }

    var rawDescriptor: Int32 { descriptor.rawValue }

    func read() -> redoubt_fault_record {
        var record = redoubt_fault_record()
        // SAFETY: the mapping is a page, larger than a record.
        unsafe redoubt_copy_from_shared(&record, page, MemoryLayout<redoubt_fault_record>.size)
        return record
    }
}
