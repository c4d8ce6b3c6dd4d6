internal import CRedoubtCrypto

extension ContiguousBytes where Self: ~Escapable {
    /// Calls `body` with the bytes in the form that C takes.
    @safe
    func withC<Result>(_ body: (redoubt_bytes) -> Result) -> Result {
        withBytes { bytes in
            let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
            return unsafe body(redoubt_bytes(start: start, count: bytes.count))
        }
    }

    /// The bytes as an array.
    var copied: [UInt8] { withBytes { unsafe [UInt8]($0) } }

    var byteCount: Int { withBytes { $0.count } }
}

/// Makes an array of a length that is known, which C fills.
///
/// - Returns: the array; nil if `fill` returns false.
@safe
func makeBytes(count: Int, _ fill: (UnsafeMutablePointer<UInt8>) -> Bool) -> [UInt8]? {
    var isFilled = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
        // SAFETY: a buffer of one byte or more has an address; `fill` writes `count` bytes or says
        // that it did not.
        if let start = buffer.baseAddress {
            unsafe start.initialize(repeating: 0, count: count)
            isFilled = unsafe fill(start)
        }
        initialized = count
    }
    return isFilled ? bytes : nil
}
