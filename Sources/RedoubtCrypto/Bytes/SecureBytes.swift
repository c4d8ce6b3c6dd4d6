internal import CRedoubtCrypto

/// Secret bytes of a fixed length, overwritten when the last reference goes.
@safe
final class SecureBytes: @unchecked Sendable {
    // SAFETY: `start` points at `count` bytes of this object's own, which nothing changes after
    // `init`.
    private let start: UnsafeMutableRawPointer
    let count: Int

    /// Makes bytes that `fill` writes; they are zero before.
    @safe
    init(count: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Void) {
        unsafe start = .allocate(byteCount: Swift.max(count, 1), alignment: 16)
        self.count = count
        unsafe start.initializeMemory(as: UInt8.self, repeating: 0, count: count)
        unsafe fill(UnsafeMutableRawBufferPointer(start: start, count: count))
    }

    convenience init<Bytes: ContiguousBytes & ~Escapable>(_ bytes: Bytes) {
        self.init(count: bytes.byteCount) { buffer in
            bytes.withBytes { unsafe buffer.copyMemory(from: $0) }
        }
    }

    static func random(count: Int) -> SecureBytes {
        SecureBytes(count: count) { unsafe redoubt_crypto_random($0.baseAddress, $0.count) }
    }

    deinit {
        unsafe redoubt_crypto_wipe(start, count)
        unsafe start.deallocate()
    }
}

extension SecureBytes: ContiguousBytes {
    @safe
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe body(UnsafeRawBufferPointer(start: start, count: count))
    }
}
