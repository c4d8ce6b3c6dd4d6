public import RedoubtABI

/// What the benchmarks ask of an enclave.
@EnclaveInterface
public protocol Bench {
    /// Does nothing.
    func empty()
    /// Answers that many times to a word in memory, below all that makes a call a call.
    func pingPong(rounds: Int)
    /// Writes to that many bytes of the heap, and keeps none; returns the sum of what it wrote.
    func dirty(bytes: Int) -> Int
}

/// The two words of ``Bench/pingPong(rounds:)``, in the first page of the channel, on cache lines that
/// nothing else uses.
public enum PingPongWords {
    /// Written by the host, in bytes from the channel's start.
    public static let hostOffset = 256
    /// Written by the enclave, in bytes from the channel's start.
    public static let enclaveOffset = 384
}
