internal import CRedoubtABI

/// Reads values from a message, each byte of it once.
///
/// Every read is checked against the end of the message, so that no bytes, however chosen, make it read
/// outside, trap, or allocate more than a fixed multiple of the message's size.
///
/// A message in memory that the other side can write is read through a window: a piece of it after the other is copied
/// there before it is looked at, in order, and no byte is read a second time. So nothing can change between a check
/// and its use.
@safe
public struct WireDecoder: ~Copyable {
    @usableFromInline var base: UnsafeRawPointer
    @usableFromInline var limit: Int
    @usableFromInline var offset = 0
    @usableFromInline var depth = 0
    @usableFromInline let window: UnsafeMutableRawBufferPointer
    /// What follows the window, in the other side's reach: nothing of it has been read.
    @usableFromInline var rest: UnsafeRawBufferPointer

    /// Makes a decoder over memory that nobody writes to as long as it lives.
    ///
    /// Never pass memory that the other side can write: what was checked could change before it is used.
    @unsafe
    public init(reading bytes: UnsafeRawBufferPointer) {
        unsafe base = bytes.baseAddress ?? Self.nowhere
        limit = bytes.count
        unsafe window = UnsafeMutableRawBufferPointer(start: nil, count: 0)
        unsafe rest = UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// Makes a decoder over a message that the other side may be writing.
    ///
    /// - Parameters:
    ///   - message: memory that stays mapped as long as the decoder lives.
    ///   - window: memory that nobody else uses as long as the decoder lives, at least 16 bytes.
    @unsafe
    public init(
        readingShared message: UnsafeRawBufferPointer,
        through window: UnsafeMutableRawBufferPointer
    ) {
        limit = min(message.count, window.count)
        unsafe base = UnsafeRawPointer(window.baseAddress) ?? Self.nowhere
        unsafe self.window = window
        unsafe rest = UnsafeRawBufferPointer(rebasing: message[limit...])
        if let from = message.baseAddress, let to = window.baseAddress, limit > 0 {
            // SAFETY: both have room for `limit`.
            unsafe redoubt_copy_from_shared(to, from, limit)
        }
    }

    /// Never dereferenced: used where the limit is 0.
    private static var nowhere: UnsafeRawPointer {
        unsafe UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
    }

    /// Bytes not read yet.
    @inlinable public var remainingCount: Int { unsafe limit - offset + rest.count }

    /// Reads an integer of as many bytes as its type has, little-endian.
    @inlinable
    public mutating func read<Value: FixedWidthInteger>(
        _ type: Value.Type = Value.self
    ) throws(WireError) -> Value {
        let size = MemoryLayout<Value>.size
        if size > limit - offset { try moveWindow(for: size) }
        defer { offset += size }
        // SAFETY: the window was just shown to have this many bytes more; integers have no invalid patterns.
        return unsafe Value(littleEndian: (base + offset).loadUnaligned(as: Value.self))
    }

    /// Reads a number of elements and refuses one that the rest of the message cannot hold.
    ///
    /// Every value takes at least one byte, so memory reserved for `count` elements is bounded.
    @inlinable
    public mutating func readCount() throws(WireError) -> Int {
        let count = Int(try read(UInt32.self))
        guard count <= remainingCount else { throw .countTooLarge }
        return count
    }

    /// Calls `body` with the next `count` bytes, which are valid until it returns.
    @unsafe
    public mutating func withBytes<Result>(
        _ count: Int,
        _ body: (UnsafeRawBufferPointer) -> Result
    ) throws(WireError) -> Result {
        guard count >= 0, count <= remainingCount else { throw .truncated }
        if count > limit - offset {
            // The pieces have to be side by side.
            guard unsafe count <= window.count else {
                let whole = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
                defer { unsafe whole.deallocate() }
                unsafe copyNext(into: whole)
                return unsafe body(UnsafeRawBufferPointer(whole))
            }
            try moveWindow(for: count)
        }
        defer { offset += count }
        // SAFETY: the window was just shown to have this many bytes more.
        return unsafe body(UnsafeRawBufferPointer(start: base + offset, count: count))
    }

    /// Copies the next bytes to where they go, and fills all of it.
    ///
    /// What the window does not hold is not brought there first.
    @unsafe
    public mutating func read(into bytes: UnsafeMutableRawBufferPointer) throws(WireError) {
        guard bytes.count <= remainingCount else { throw .truncated }
        unsafe copyNext(into: bytes)
    }

    /// Starts a value that holds other values; ``leave()`` ends it.
    @inlinable
    public mutating func enter() throws(WireError) {
        guard depth < WireLimits.maximumDepth else { throw .tooDeep }
        depth += 1
    }

    /// Ends the value that ``enter()`` started.
    @inlinable
    public mutating func leave() {
        depth -= 1
    }

    /// Reads one value.
    @inlinable
    public mutating func decode<Value: WireCodable>(
        _ type: Value.Type = Value.self
    ) throws(WireError) -> Value {
        try Value(from: &self)
    }

    /// Checks that nothing is left.
    @inlinable
    public func finish() throws(WireError) {
        guard remainingCount == 0 else { throw .trailingBytes }
    }

    /// `bytes` has room for no more than what remains.
    private mutating func copyNext(into bytes: UnsafeMutableRawBufferPointer) {
        guard let target = bytes.baseAddress else { return }
        let first = min(bytes.count, limit - offset)
        // SAFETY: the window has `first` bytes more, what follows it the others, and `bytes` room for both.
        unsafe target.copyMemory(from: base + offset, byteCount: first)
        offset += first
        let others = bytes.count - first
        if others > 0, let source = unsafe rest.baseAddress {
            unsafe redoubt_copy_from_shared(target + first, source, others)
            unsafe rest = UnsafeRawBufferPointer(rebasing: rest[others...])
        }
    }

    /// Brings what follows into the window, so that `size` bytes are there.
    @inline(never)
    @usableFromInline
    mutating func moveWindow(for size: Int) throws(WireError) {
        let left = limit - offset
        guard size <= remainingCount, unsafe size <= window.count,
            let start = unsafe window.baseAddress, let source = unsafe rest.baseAddress
        else { throw .truncated }
        let fresh = unsafe min(window.count - left, rest.count)
        // SAFETY: the window has room for what is left of it and the fresh bytes after that.
        unsafe start.copyMemory(from: base + offset, byteCount: left)
        unsafe redoubt_copy_from_shared(start + left, source, fresh)
        unsafe rest = UnsafeRawBufferPointer(rebasing: rest[fresh...])
        offset = 0
        limit = left + fresh
    }
}
