internal import CRedoubtABI
internal import CRedoubtEnclave
internal import RedoubtCrypto
internal import RedoubtEnclave

/// The keys that the platform has derived for this enclave, and who it is.
///
/// The keys stay where the runtime has put them; a copy is only made of the one that is used.
@safe
package struct PlatformKeys: @unchecked Sendable {
    // SAFETY: points at a struct that nobody changes: the runtime's, or that of `owner`.
    private let keys: UnsafePointer<redoubt_keys>
    #if !hasFeature(Embedded)
    private let owner: Owner
    #endif
    /// Whether they come from a root secret of the development mode.
    let isDevelopment: Bool

    #if hasFeature(Embedded)
    /// This enclave's.
    static var own: PlatformKeys {
        unsafe PlatformKeys(
            keys: redoubt_keys(),
            isDevelopment: Enclave.platformMode == .development
        )
    }
    #else
    /// None: outside of an enclave nobody has keys.
    static let own = PlatformKeys(
        memory: [UInt8](repeating: 0, count: memoryByteCount),
        isDevelopment: true
    )

    /// The length of the C struct, in bytes.
    package static let memoryByteCount = MemoryLayout<redoubt_keys>.size

    /// Takes keys that a test made up.
    ///
    /// - Parameters:
    ///   - memory: the C struct's bytes.
    ///   - isDevelopment: whether they are to pass for keys of the development mode.
    package init(memory: [UInt8], isDevelopment: Bool) {
        precondition(memory.count == Self.memoryByteCount, "this is no struct redoubt_keys")
        owner = Owner(memory)
        unsafe keys = UnsafePointer(owner.keys)
        self.isDevelopment = isDevelopment
    }

    @safe
    private final class Owner: @unchecked Sendable {
        let keys = UnsafeMutablePointer<redoubt_keys>.allocate(capacity: 1)

        init(_ memory: [UInt8]) {
            unsafe UnsafeMutableRawPointer(keys).copyMemory(from: memory, byteCount: memory.count)
        }

        deinit { unsafe keys.deallocate() }
    }
    #endif
}

extension PlatformKeys {
    /// Where the fields are that are read as bytes: their offsets in the C struct.
    package enum Field {
        package static let measurement = 8..<40
        package static let signer = 40..<72
        package static let product = 72..<88
        package static let family = 88..<104
        package static let platform = 112..<128
        package static let epochs = 160
    }

    /// Epochs of the platform's root secret that there are keys of, the newest first.
    var epochCount: Int {
        Swift.min(unsafe Int(keys.pointee.epoch_count), Int(REDOUBT_EPOCH_LIMIT))
    }
    var securityVersion: UInt16 { unsafe keys.pointee.security_version }
    var isDebug: Bool { unsafe keys.pointee.is_debug != 0 }

    /// The number of an epoch.
    func epoch(at index: Int) -> UInt32 {
        unsafe bytes(at: epochOffset(index), 4).loadUnaligned(as: UInt32.self)
    }

    /// Calls `body` with the bytes of a field.
    @safe
    func withField<Result>(
        _ field: Range<Int>,
        _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        unsafe body(bytes(at: field.lowerBound, field.count))
    }

    /// A copy of one of an epoch's keys.
    ///
    /// - Parameters:
    ///   - index: which epoch, of ``epochCount``.
    ///   - offset: where the key is in the epoch's struct.
    /// - Returns: 32 bytes.
    func key(ofEpochAt index: Int, offset: Int) -> SymmetricKey {
        unsafe SymmetricKey(data: bytes(at: epochOffset(index) + offset, Int(REDOUBT_KEY_SIZE)))
    }

    private func epochOffset(_ index: Int) -> Int {
        precondition(index >= 0 && index < epochCount, "there are no keys of such an epoch")
        return Field.epochs + index * MemoryLayout<redoubt_epoch_keys>.size
    }

    /// SAFETY: callers name places within the struct.
    @unsafe
    private func bytes(at offset: Int, _ count: Int) -> UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: UnsafeRawPointer(keys) + offset, count: count)
    }
}
