/// Bytes that lie in one piece: arrays, slices, spans, digests, keys.
///
/// It stands where CryptoKit takes Foundation's `DataProtocol`, which an enclave has not.
public protocol ContiguousBytes: ~Escapable {
    /// Calls `body` with the bytes.
    ///
    /// - Parameter body: must not let the pointer escape.
    /// - Returns: what `body` returns.
    @safe
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result
}

extension Array: ContiguousBytes where Element == UInt8 {
    /// Calls `body` with the array's elements.
    @safe
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe withUnsafeBytes { unsafe body($0) }
    }
}

extension ArraySlice: ContiguousBytes where Element == UInt8 {
    /// Calls `body` with the slice's elements.
    @safe
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe withUnsafeBytes { unsafe body($0) }
    }
}

extension RawSpan: ContiguousBytes {
    /// Calls `body` with the span's bytes.
    @safe
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe withUnsafeBytes { unsafe body($0) }
    }
}

extension UnsafeRawBufferPointer: @unsafe ContiguousBytes {
    /// Calls `body` with the buffer itself.
    @safe
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe body(self)
    }
}
