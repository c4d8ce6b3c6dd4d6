/// Reads values from a private copy of a message.
///
/// Every read is checked against the end of the copy, so that no bytes, however chosen, make it read
/// outside, trap, or allocate more than a fixed multiple of the message's size.
@safe
public struct WireDecoder: ~Copyable {
    private let base: UnsafeRawPointer
    private let limit: Int
    private var offset = 0
    private var depth = 0

    /// Makes a decoder over memory that nobody writes to as long as it lives.
    ///
    /// Never pass memory that the other side can write: what was checked could change before it is used.
    @unsafe
    public init(reading bytes: UnsafeRawBufferPointer) {
        if let start = bytes.baseAddress {
            unsafe base = start
            limit = bytes.count
        } else {
            // Never dereferenced: the limit is 0.
            unsafe base = UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
            limit = 0
        }
    }

    /// Bytes not read yet.
    public var remainingCount: Int { limit - offset }

    /// Reads an integer of as many bytes as its type has, little-endian.
    public mutating func read<Value: FixedWidthInteger>(
        _ type: Value.Type = Value.self
    ) throws(WireError) -> Value {
        let source = unsafe try take(MemoryLayout<Value>.size)
        // SAFETY: `take` returned exactly this many readable bytes; integers have no invalid patterns.
        return unsafe Value(littleEndian: source.loadUnaligned(as: Value.self))
    }

    /// Reads a number of elements and refuses one that the rest of the message cannot hold.
    ///
    /// Every value takes at least one byte, so memory reserved for `count` elements is bounded.
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
        let source = unsafe try take(count)
        return unsafe body(UnsafeRawBufferPointer(start: source, count: count))
    }

    /// Starts a value that holds other values; ``leave()`` ends it.
    public mutating func enter() throws(WireError) {
        guard depth < WireLimits.maximumDepth else { throw .tooDeep }
        depth += 1
    }

    /// Ends the value that ``enter()`` started.
    public mutating func leave() {
        depth -= 1
    }

    /// Reads one value.
    public mutating func decode<Value: WireCodable>(
        _ type: Value.Type = Value.self
    ) throws(WireError) -> Value {
        try Value(from: &self)
    }

    /// Checks that nothing is left.
    public func finish() throws(WireError) {
        guard offset == limit else { throw .trailingBytes }
    }

    private mutating func take(_ size: Int) throws(WireError) -> UnsafeRawPointer {
        guard size >= 0, size <= limit - offset else { throw .truncated }
        defer { offset += size }
        // SAFETY: `offset + size` was just shown to lie within the copy.
        return unsafe base + offset
    }
}
