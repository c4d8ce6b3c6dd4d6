internal import CRedoubtMonitor
internal import Glibc

/// Zeroed memory of this process, page-aligned, left out of core files and of forks, and never swapped out where
/// the user may lock as much.
@safe
final class AnonymousMemory: @unchecked Sendable {
    let bytes: UnsafeMutableRawBufferPointer

    init(sizeBytes: Int) throws(BackendError) {
        guard
            let start = unsafe mmap(
                nil,
                sizeBytes,
                PROT_READ | PROT_WRITE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                -1,
                0
            ),
            unsafe start != MAP_FAILED
        else {
            throw .failed("mmap of \(sizeBytes) bytes: \(unsafe String(cString: strerror(errno)))")
        }
        unsafe redoubt_keep_memory(start, sizeBytes)
        unsafe bytes = UnsafeMutableRawBufferPointer(start: start, count: sizeBytes)
    }

    deinit {
        // SAFETY: mapped in init with this size.
        unsafe munmap(bytes.baseAddress, bytes.count)
    }

    /// Gives the pages back: the memory stays, and is zero.
    func release() {
        // SAFETY: mapped in init with this size.
        if let start = unsafe bytes.baseAddress {
            unsafe redoubt_release_memory(start, bytes.count)
        }
    }

    /// Copies bytes to an offset.
    func copy(_ source: [UInt8], to offset: Int) {
        unsafe source.withUnsafeBytes { unsafe copy($0, to: offset) }
    }

    /// Copies bytes to an offset.
    func copy(_ source: UnsafeRawBufferPointer, to offset: Int) {
        unsafe precondition(offset >= 0 && source.count <= bytes.count - offset)
        // SAFETY: the precondition.
        unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[offset...]).copyMemory(from: source)
    }
}
