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
