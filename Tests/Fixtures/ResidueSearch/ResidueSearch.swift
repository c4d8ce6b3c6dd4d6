internal import CMisdeeds
#if hasFeature(Embedded)
internal import CRedoubtEnclave
#endif

/// Looks in an enclave's memory for what should be gone from it.
public enum ResidueSearch {
    /// How often the middle of a secret is in the heap, and on what is not in use of this thread's stack.
    ///
    /// - Parameter inverted: the secret with every bit inverted, so that the search does not find itself; 22 bytes
    ///   or more.
    /// - Returns: -1 outside of an enclave.
    @inline(never)
    public static func find(_ inverted: [UInt8]) -> (heap: Int, stack: Int) {
        #if hasFeature(Embedded)
        // SAFETY: heap and stack of this thread are mapped as a whole, and what is in use of the
        // stack lies above `end`. Other threads serve no call meanwhile.
        let thread = unsafe redoubt_thread_self().pointee
        guard
            let heap = unsafe UnsafeRawPointer(bitPattern: UInt(thread.heap_base)),
            let bottom = unsafe UnsafeRawPointer(bitPattern: UInt(thread.stack_bottom))
        else { return (-1, -1) }
        var mark: UInt8 = 0
        let used = unsafe withUnsafePointer(to: &mark) { UInt(bitPattern: $0) }
        return unsafe (
            count(inverted, heap, Int(thread.heap_size_bytes)),
            count(inverted, bottom, Int(used - UInt(thread.stack_bottom)) - 256)
        )
        #else
        return (-1, -1)
        #endif
    }

    /// Calls `body` a KiB further down the stack.
    ///
    /// What its first frames leave would else lie where ``find(_:)`` has its own frame, and not be looked at.
    ///
    /// - Parameter body: uses a secret.
    /// - Returns: what `body` returns.
    /// - Throws: what `body` throws.
    @inline(never)
    public static func below<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 16) {
            (room) throws(Failure) in
            // SAFETY: nothing is read or written there.
            unsafe misdeed_keep(room.baseAddress)
            let result = try body()
            unsafe misdeed_keep(room.baseAddress)
            return result
        }
    }

    private static let paint: UInt8 = 0xA5

    /// Paints what is not in use of this thread's stack.
    @inline(never)
    public static func paintStack() {
        #if hasFeature(Embedded)
        guard let (bottom, count) = unsafe unusedStack() else { return }
        // SAFETY: below all frames; what is written is not read by this function's callees.
        unsafe misdeed_fill(bottom, paint, UInt64(count))
        #endif
    }

    /// How far down the stack was written to since it was painted, and what is left there of anything.
    ///
    /// - Parameter limit: how far down bytes are not counted.
    /// - Returns: the depth in bytes, and the number of bytes deeper than `limit` that are neither paint nor zero; -1
    ///   outside of an enclave.
    @inline(never)
    public static func paintedOver(deeperThan limit: Int) -> (depth: Int, deep: Int) {
        #if hasFeature(Embedded)
        guard let (bottom, count) = unsafe unusedStack() else { return (-1, -1) }
        let bytes = unsafe UnsafeRawBufferPointer(start: bottom, count: count)
        let first = unsafe bytes.firstIndex { $0 != paint } ?? count
        let deep = unsafe bytes[..<Swift.max(count - limit, 0)].count { $0 != paint && $0 != 0 }
        return (count - first, deep)
        #else
        return (-1, -1)
        #endif
    }

    #if hasFeature(Embedded)
    /// The stack below the caller's frame, but for room for the caller's callees.
    @unsafe
    @inline(never)
    private static func unusedStack() -> (bottom: UnsafeMutableRawPointer, count: Int)? {
        let start = unsafe UInt(redoubt_thread_self().pointee.stack_bottom)
        var mark: UInt8 = 0
        let used = unsafe withUnsafePointer(to: &mark) { UInt(bitPattern: $0) }
        guard let bottom = unsafe UnsafeMutableRawPointer(bitPattern: start) else { return nil }
        return unsafe (bottom, Int(used - start) - 512)
    }
    #endif

    /// Leaves the secret on the stack, so that a test of a search can fail.
    ///
    /// - Parameter inverted: the secret with every bit inverted; 32 bytes or more.
    public static func leaveOnStack(_ inverted: [UInt8]) {
        precondition(inverted.count >= 32, "a secret has 32 bytes or more")
        // SAFETY: 32 bytes are what it reads.
        unsafe inverted.withUnsafeBufferPointer { bytes in
            if let start = bytes.baseAddress { unsafe misdeed_leave_on_stack(start) }
        }
    }

    /// Counts the places that hold the middle of the secret, in this order or the other.
    @unsafe
    private static func count(_ inverted: [UInt8], _ start: UnsafeRawPointer, _ bytes: Int) -> Int {
        let width = 12
        let first = 10
        var found = 0
        for place in 0..<Swift.max(bytes - width, 0) {
            var index = 0
            while index < width,
                unsafe start.load(fromByteOffset: place + index, as: UInt8.self)
                    == ~inverted[first + index]
            { index += 1 }
            if index == width { found += 1 }
            index = 0
            while index < width,
                unsafe start.load(fromByteOffset: place + index, as: UInt8.self)
                    == ~inverted[first + width - 1 - index]
            { index += 1 }
            if index == width { found += 1 }
        }
        return found
    }
}
