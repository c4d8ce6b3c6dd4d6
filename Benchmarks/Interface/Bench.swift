public import RedoubtABI

/// What the benchmarks ask of an enclave.
@EnclaveInterface
public protocol Bench {
    /// Does nothing.
    func empty()
    /// Returns what it gets.
    func echo(_ block: Block) -> Block
    /// Answers that many times to a word in memory, below all that makes a call a call.
    func pingPong(rounds: Int)
    /// Writes to that many bytes of the heap, and keeps none; returns the sum of what it wrote.
    func dirty(bytes: Int) -> Int
}

/// 64 bytes in eight fields.
@EnclaveValue
public struct Block: Equatable {
    public var a = 1 as UInt64, b = 2 as UInt64, c = 3 as UInt64, d = 4 as UInt64
    public var e = 5 as UInt64, f = 6 as UInt64, g = 7 as UInt64, h = 8 as UInt64

    /// A block of some numbers.
    public init() {}
}

/// The two words of ``Bench/pingPong(rounds:)``, in the first page of the channel, on cache lines that
/// nothing else uses.
public enum PingPongWords {
    /// Written by the host, in bytes from the channel's start.
    public static let hostOffset = 256
    /// Written by the enclave, in bytes from the channel's start.
    public static let enclaveOffset = 384
}
