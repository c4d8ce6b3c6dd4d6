public import RedoubtABI

/// What `redoubt bench crypto` asks of an enclave.
@EnclaveInterface
public protocol CryptoBench {
    /// Does an operation in batches, and times them.
    func measure(_ operation: CryptoOperation, rounds: Int, batches: Int) -> CryptoMeasurement
}

/// How long batches of an operation took.
@EnclaveValue
public struct CryptoMeasurement: Sendable {
    /// The operations that went well, of all batches.
    public var good: Int
    /// The processor's clock ticks in the fastest batch, which nothing else has disturbed.
    public var fewestTicks: UInt64
    /// The processor's clock ticks in all batches.
    public var allTicks: UInt64

    /// Begins a measurement.
    public init() {
        good = 0
        fewestTicks = .max
        allTicks = 0
    }
}

/// An operation that is measured.
@EnclaveValue
public enum CryptoOperation: Sendable, CaseIterable {
    case sealAES16KiB, sealAES1MiB, openAES16KiB, sealChaCha16KiB, hash16KiB
    case signP256, verifyP256, agreeX25519, signEd25519, verifyEd25519
    /// Seals 1 KiB in a new box.
    case box1KiB
    /// The same, with a key that is derived first.
    case derivedBox1KiB
}
