public import RedoubtControl

/// Enclaves of one image that are launched before they are needed.
///
/// A launch takes milliseconds, an enclave from the pool microseconds. Each is used by one tenant at a time; afterwards
/// it is put back to its measured first state (``Enclave/reset()``), or replaced where that cannot be or fails. Both
/// happen in the background. A pool never has more enclaves than its size: callers beyond it wait, in the order they
/// came.
///
/// It ends with ``close()``, or when the last reference to it goes.
public final class EnclavePool: Sendable {
    /// The sizes that a pool may have.
    public static let sizes = 1...1_024

    private let state: PoolState

    /// Makes a pool and begins to fill it, in the background.
    ///
    /// - Parameters:
    ///   - image: path of the image that `redoubt build` made. It is read for each launch.
    ///   - policy: which images will do.
    ///   - options: how each enclave is launched and called.
    ///   - size: the number of enclaves, within ``sizes``.
    ///   - waitingLimit: the number of callers that may wait; those beyond it are refused.
    /// - Throws: ``EnclaveError`` with `poolSizeOutOfRange`. Why a launch fails ``withEnclave(_:)`` says.
    public init(
        image: String,
        policy: LaunchPolicy,
        options: LaunchOptions = LaunchOptions(),
        size: Int,
        waitingLimit: Int = 1_024
    ) throws(EnclaveError) {
        guard Self.sizes.contains(size) else {
            throw EnclaveError(
                .poolSizeOutOfRange,
                "a pool of \(size) enclaves was asked for: give a size from \(Self.sizes.lowerBound) to "
                    + "\(Self.sizes.upperBound)"
            )
        }
        state = PoolState(size: size, waitingLimit: waitingLimit) {
            try await Enclave.launch(image, policy: policy, options: options)
        }
        state.fill()
    }

    deinit { state.close() }

    /// Lends an enclave for the time that `body` runs.
    ///
    /// It is in its measured first state. Do not keep it beyond `body`: it is another tenant's then.
    ///
    /// - Throws: ``EnclaveError``: that of a failed launch; `busy` if too many wait; `poolClosed`. `CancellationError`
    ///   while it waits: the place goes to the next. What `body` throws.
    public nonisolated(nonsending) func withEnclave<Result>(
        _ body: nonisolated(nonsending) (Enclave) async throws -> Result
    ) async throws -> Result {
        let enclave = try await state.take()
        defer { state.giveBack(enclave) }
        return try await body(enclave)
    }

    /// The enclaves that wait to be used.
    public var readyCount: Int { state.readyCount }

    /// Ends all enclaves that are not lent, refuses those who wait, and waits until nothing is left of the pool.
    ///
    /// An enclave that is lent ends when it comes back. Do not call it from within ``withEnclave(_:)``.
    public nonisolated(nonsending) func close() async {
        state.close()
        await state.waitForEnd()
    }
}
