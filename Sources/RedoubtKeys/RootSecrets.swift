internal import CRedoubtABI
internal import CRedoubtSystem
internal import Glibc
public import RedoubtControl

/// The newest root secrets of a platform, one for each epoch, and the platform's name.
///
/// Keys of enclaves are derived from them. They have one owner, are not printed, and are wiped when it goes.
@safe
public struct RootSecrets: ~Copyable, @unchecked Sendable {
    /// The size of one.
    public static let sizeBytes = Int(REDOUBT_KEY_SIZE)
    /// Epochs that enclaves are given keys of.
    public static let epochLimit = Int(REDOUBT_EPOCH_LIMIT)
    /// What may be known of them.
    public let summary: RootSummary
    private let bytes: UnsafeMutableRawBufferPointer

    /// Makes room for a secret of each epoch, all zeros.
    init(_ summary: RootSummary) {
        self.summary = summary
        let count = max(summary.epochs.count, 1) * Self.sizeBytes
        unsafe bytes = .allocate(byteCount: count, alignment: 64)
        unsafe bytes.initializeMemory(as: UInt8.self, repeating: 0)
        // Out of swap, where the limit for locked memory allows it.
        _ = unsafe mlock(bytes.baseAddress, count)
    }

    /// Which platform it is.
    var platform: PlatformID { summary.platform }

    /// The epochs that enclaves are given keys of, the newest first.
    var epochs: [UInt32] { summary.epochs }

    deinit {
        if let start = unsafe bytes.baseAddress {
            // SAFETY: allocated in init with this size.
            unsafe redoubt_wipe(start, bytes.count)
            unsafe munlock(start, bytes.count)
        }
        unsafe bytes.deallocate()
    }

    /// Calls `body` with the place of a secret, which is gone when this value is.
    ///
    /// - Parameters:
    ///   - index: the epoch's place in ``epochs``.
    ///   - body: must not let the pointer escape.
    /// - Returns: what `body` returns.
    @unsafe
    borrowing func withPlace<Result>(
        _ index: Int,
        _ body: (UnsafeMutableRawBufferPointer) -> Result
    ) -> Result {
        let start = index * Self.sizeBytes
        // Checked by the buffer: an index beyond the epochs ends the process.
        return unsafe body(
            UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + Self.sizeBytes])
        )
    }

    /// Calls `body` with the secret of an epoch, which is gone when this value is.
    ///
    /// - Parameters:
    ///   - index: the epoch's place in ``epochs``.
    ///   - body: must not let the pointer escape.
    /// - Returns: what `body` returns.
    @unsafe
    public borrowing func withSecret<Result>(
        _ index: Int,
        _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        unsafe withPlace(index) { unsafe body(UnsafeRawBufferPointer($0)) }
    }
}
