/// Writes values into a message area of fixed size.
///
/// Integers are little-endian and as wide as their type, counts are 32 bits, tags one byte. The encoder
/// only ever writes: the area may be memory that an adversary reads and writes at the same time.
@safe
public struct WireEncoder: ~Copyable {
    @usableFromInline let base: UnsafeMutableRawPointer
    @usableFromInline let capacity: Int
    @usableFromInline var depth = 0
    @usableFromInline var written = 0

    /// Makes an encoder over memory that stays valid and is written by nobody else as long as it lives.
    ///
    /// An adversary may write to the memory too; then the reader finds another message, and nothing else.
    @unsafe
    public init(writingTo area: UnsafeMutableRawBufferPointer) {
        if let start = area.baseAddress {
            unsafe base = start
            capacity = min(area.count, WireLimits.maximumPayloadBytes)
        } else {
            // Never dereferenced: the capacity is 0.
            unsafe base = UnsafeMutableRawPointer(bitPattern: 1).unsafelyUnwrapped
            capacity = 0
        }
    }

    /// Bytes written so far.
    @inlinable public var count: Int { written }

    /// Bytes that there is room for.
    @inlinable public var remainingCapacity: Int { capacity - written }

    /// Forgets everything written.
    @inlinable
    public mutating func reset() {
        written = 0
        depth = 0
    }

    /// Writes an integer in as many bytes as its type has, little-endian.
    @inlinable
    public mutating func write<Value: FixedWidthInteger>(_ value: Value) throws(WireError) {
        let destination = unsafe try reserve(MemoryLayout<Value>.size)
        // SAFETY: `reserve` returned room for exactly this many bytes.
        unsafe destination.storeBytes(of: value.littleEndian, as: Value.self)
    }

    /// Writes a number of elements.
    ///
    /// At most `UInt32.max`.
    @inlinable
    public mutating func write(count elements: Int) throws(WireError) {
        guard let narrow = UInt32(exactly: elements) else { throw .tooLarge(limitBytes: capacity) }
        try write(narrow)
    }

    /// Writes bytes as they are, without a count.
    @unsafe
    @inlinable
    public mutating func write(bytes: UnsafeRawBufferPointer) throws(WireError) {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return }
        let destination = unsafe try reserve(bytes.count)
        // SAFETY: `reserve` returned room for exactly this many bytes.
        unsafe destination.copyMemory(from: source, byteCount: bytes.count)
    }

    /// Writes one value.
    @inlinable
    public mutating func encode<Value: WireCodable>(_ value: Value) throws(WireError) {
        try value.encode(to: &self)
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

    @inlinable
    mutating func reserve(_ size: Int) throws(WireError) -> UnsafeMutableRawPointer {
        guard size <= capacity - written else { throw .tooLarge(limitBytes: capacity) }
        defer { written += size }
        // SAFETY: `written + size` was just shown to lie within the area.
        return unsafe base + written
    }
}
