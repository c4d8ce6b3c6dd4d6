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
    public var a: UInt64 = 1
    public var b: UInt64 = 2
    public var c: UInt64 = 3
    public var d: UInt64 = 4
    public var e: UInt64 = 5
    public var f: UInt64 = 6
    public var g: UInt64 = 7
    public var h: UInt64 = 8

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
