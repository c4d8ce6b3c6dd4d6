public import RedoubtABI
public import RedoubtSealingInterface

/// What `redoubt bench sealing` asks of an enclave.
@EnclaveInterface
public protocol SealingBench {
    /// Does an operation in batches, and times them.
    ///
    /// - Returns: the processor's clock ticks in the fastest batch, which nothing else has disturbed.
    func measure(
        _ operation: SealingOperation,
        rounds: Int,
        batches: Int
    ) throws(SealingError) -> UInt64
}

/// An operation that is measured, on 1 KiB.
@EnclaveValue
public enum SealingOperation: Sendable, CaseIterable {
    /// AES-256-GCM, a new box: what the others are beside.
    case encrypt
    /// With a key that is derived for the blob.
    case seal
    /// With a sealer that keeps its key.
    case sealWithKeptKey
    case unseal
    case unsealWithKeptKey
}
