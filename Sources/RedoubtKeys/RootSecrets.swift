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
    /// Which platform it is: the same in every epoch.
    public let platform: PlatformID
    /// The epochs, the newest first, ``epochLimit`` at the most.
    public let epochs: [UInt32]
    /// Epochs that are kept and too old for enclaves to be given keys of.
    public let droppedEpochs: [UInt32]
    private let bytes: UnsafeMutableRawBufferPointer

    /// Makes room for a secret of each epoch, all zeros.
    init(platform: PlatformID, epochs: [UInt32], droppedEpochs: [UInt32]) {
        self.platform = platform
        self.epochs = epochs
        self.droppedEpochs = droppedEpochs
        let count = max(epochs.count, 1) * Self.sizeBytes
        unsafe bytes = .allocate(byteCount: count, alignment: 64)
        unsafe bytes.initializeMemory(as: UInt8.self, repeating: 0)
        // Out of swap, where the limit for locked memory allows it.
        _ = unsafe mlock(bytes.baseAddress, count)
    }

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
    /// - Parameter index: the epoch's place in ``epochs``.
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
    /// - Parameter index: the epoch's place in ``epochs``.
    @unsafe
    public borrowing func withSecret<Result>(
        _ index: Int,
        _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        unsafe withPlace(index) { unsafe body(UnsafeRawBufferPointer($0)) }
    }
}
