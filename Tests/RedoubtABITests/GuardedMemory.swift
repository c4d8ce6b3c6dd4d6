import Glibc

/// Memory that ends where the process may not read or write: one byte too far ends the test run.
@safe
final class GuardedMemory {
    static let pageBytes = 4096
    private let mapping: UnsafeMutableRawPointer
    private let sizeBytes: Int

    init(pages: Int) {
        sizeBytes = pages * Self.pageBytes
        let protection = PROT_READ | PROT_WRITE
        let flags = MAP_PRIVATE | MAP_ANONYMOUS
        guard
            let start = unsafe mmap(nil, sizeBytes + Self.pageBytes, protection, flags, -1, 0),
            unsafe start != MAP_FAILED,
            unsafe mprotect(start + sizeBytes, Self.pageBytes, PROT_NONE) == 0
        else { fatalError("no guarded memory: errno \(errno)") }
        unsafe mapping = start
    }

    deinit {
        // SAFETY: mapped in init with this size.
        unsafe munmap(mapping, sizeBytes + Self.pageBytes)
    }

    /// The last bytes before the guard.
    @unsafe
    func last(_ count: Int) -> UnsafeMutableRawBufferPointer {
        precondition(count <= sizeBytes)
        // SAFETY: the precondition.
        return unsafe UnsafeMutableRawBufferPointer(
            start: mapping + sizeBytes - count,
            count: count
        )
    }
}
