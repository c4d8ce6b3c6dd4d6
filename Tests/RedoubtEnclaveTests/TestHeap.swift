import CRedoubtEnclave
import Glibc

/// A heap in memory that ends where the process may not read or write.
@safe
final class TestHeap: @unchecked Sendable {
    static let pageBytes = 4096
    private let mapping: UnsafeMutableRawPointer
    private let sizeBytes: Int
    private let state: UnsafeMutablePointer<redoubt_heap>

    init(pages: Int) {
        sizeBytes = pages * Self.pageBytes
        let protection = PROT_READ | PROT_WRITE
        let flags = MAP_PRIVATE | MAP_ANONYMOUS
        guard
            let start = unsafe mmap(nil, sizeBytes + Self.pageBytes, protection, flags, -1, 0),
            unsafe start != MAP_FAILED,
            unsafe mprotect(start + sizeBytes, Self.pageBytes, PROT_NONE) == 0
        else { fatalError("no memory for a heap: errno \(errno)") }
        unsafe mapping = start
        unsafe state = .allocate(capacity: 1)
        unsafe state.initialize(to: redoubt_heap())
        guard unsafe redoubt_heap_init(state, mapping, sizeBytes) else {
            fatalError("a heap of \(pages) pages was refused")
        }
    }

    deinit {
        // SAFETY: made in init, with this size.
        unsafe munmap(mapping, sizeBytes + Self.pageBytes)
        unsafe state.deallocate()
    }

    /// How memory of a size is divided; nil if it is refused.
    static func division(of sizeBytes: Int) -> (pageCount: Int, bookkeepingBytes: Int)? {
        var heap = unsafe redoubt_heap()
        // Nothing is read or written there before something is allocated.
        let memory = 1 << 32
        guard let start = unsafe UnsafeMutableRawPointer(bitPattern: memory),
            unsafe redoubt_heap_init(&heap, start, sizeBytes)
        else { return nil }
        return unsafe (Int(heap.page_count), Int(bitPattern: heap.pages) - memory)
    }

    /// Pages that can be allocated.
    var pageCount: Int { unsafe Int(state.pointee.page_count) }
    /// Bytes that can be allocated.
    var capacityBytes: Int { pageCount * Self.pageBytes }
    /// Where the heap's memory, with its bookkeeping, starts.
    var start: UInt { unsafe UInt(bitPattern: mapping) }
    /// Where blocks can be.
    var blocks: Range<UInt> {
        let start = unsafe UInt(bitPattern: state.pointee.pages)
        return start..<start + UInt(capacityBytes)
    }

    /// The address of a new block; nil if there is none.
    func allocate(_ size: Int, alignment: Int = 16) -> UInt? {
        unsafe redoubt_heap_allocate(state, size, alignment).map { UInt(bitPattern: $0) }
    }

    func free(_ address: UInt) -> Bool {
        guard let block = unsafe UnsafeMutableRawPointer(bitPattern: address) else { return false }
        return unsafe redoubt_heap_free(state, block)
    }

    func blockSize(_ address: UInt) -> Int {
        guard let block = unsafe UnsafeMutableRawPointer(bitPattern: address) else { return 0 }
        return unsafe redoubt_heap_block_size(state, block)
    }

    /// Writes a byte over a range of an allocated block.
    func fill(_ address: UInt, _ count: Int, with byte: UInt8) {
        precondition(address >= start && address + UInt(count) <= start + UInt(sizeBytes))
        guard let first = unsafe UnsafeMutableRawPointer(bitPattern: address) else { return }
        // SAFETY: the precondition.
        unsafe memset(first, Int32(byte), count)
    }

    /// Whether all bytes of a range have one value.
    func isFilled(_ address: UInt, _ count: Int, with byte: UInt8) -> Bool {
        precondition(address >= start && address + UInt(count) <= start + UInt(sizeBytes))
        guard count > 0, let first = unsafe UnsafeRawPointer(bitPattern: address) else {
            return true
        }
        // SAFETY: the precondition. Each byte is compared to the one before it.
        return unsafe first.load(as: UInt8.self) == byte
            && memcmp(first, first + 1, count - 1) == 0
    }

    /// Everything that the heap consists of: its state, its bookkeeping and its blocks.
    var snapshot: [UInt8] {
        unsafe [UInt8](UnsafeRawBufferPointer(start: state, count: MemoryLayout<redoubt_heap>.size))
            + [UInt8](UnsafeRawBufferPointer(start: mapping, count: sizeBytes))
    }
}
