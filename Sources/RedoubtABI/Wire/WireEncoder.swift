/// Writes values into a message area of fixed size.
///
/// Integers are little-endian and as wide as their type, counts are 32 bits, tags one byte. The encoder
/// only ever writes: the area may be memory that an adversary reads and writes at the same time.
@safe
public struct WireEncoder: ~Copyable {
    private let base: UnsafeMutableRawPointer
    private let capacity: Int
    private var depth = 0
    /// Bytes written so far.
    public private(set) var count = 0

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

    /// Bytes that there is room for.
    public var remainingCapacity: Int { capacity - count }

    /// Forgets everything written.
    public mutating func reset() {
        count = 0
        depth = 0
    }

    /// Writes an integer in as many bytes as its type has, little-endian.
    public mutating func write<Value: FixedWidthInteger>(_ value: Value) throws(WireError) {
        let destination = unsafe try reserve(MemoryLayout<Value>.size)
        // SAFETY: `reserve` returned room for exactly this many bytes.
        unsafe destination.storeBytes(of: value.littleEndian, as: Value.self)
    }

    /// Writes a number of elements.
    ///
    /// At most `UInt32.max`.
    public mutating func write(count elements: Int) throws(WireError) {
        guard let narrow = UInt32(exactly: elements) else { throw .tooLarge(limitBytes: capacity) }
        try write(narrow)
    }

    /// Writes bytes as they are, without a count.
    @unsafe
    public mutating func write(bytes: UnsafeRawBufferPointer) throws(WireError) {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return }
        let destination = unsafe try reserve(bytes.count)
        // SAFETY: `reserve` returned room for exactly this many bytes.
        unsafe destination.copyMemory(from: source, byteCount: bytes.count)
    }

    /// Writes one value.
    public mutating func encode<Value: WireCodable>(_ value: Value) throws(WireError) {
        try value.encode(to: &self)
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

    private mutating func reserve(_ size: Int) throws(WireError) -> UnsafeMutableRawPointer {
        guard size <= capacity - count else { throw .tooLarge(limitBytes: capacity) }
        defer { count += size }
        // SAFETY: `count + size` was just shown to lie within the area.
        return unsafe base + count
    }
}
