internal import BenchChecksum
public import RedoubtABI

/// What the benchmarks ask of an enclave.
@EnclaveInterface
public protocol Bench {
    /// Does nothing.
    func empty()
    /// Returns what it gets.
    func echo(_ block: Block) -> Block
    /// Returns what it gets.
    func echo(bytes: [UInt8]) -> [UInt8]
    /// The checksum of a stream.
    func checksum(of source: ByteSource) throws(StreamError) -> UInt32
    /// Asks the host that many times, one question after the other; returns the last answer.
    func ask(rounds: Int) -> Int
    /// Computes for a while; returns what must not be left out.
    func work(rounds: Int) -> UInt64
    /// Answers that many times to a word in memory, below all that makes a call a call.
    func pingPong(rounds: Int)
    /// Leaves the enclave that many times for its monitor, which has nothing to do.
    func leave(times: Int)
    /// Writes to that many bytes of the heap, and keeps none; returns the sum of what it wrote.
    func dirty(bytes: Int) -> Int
}

/// What the benchmarks' enclave asks its host.
@HostInterface
public protocol BenchOracle {
    /// Returns the number after this one.
    func next(after number: Int) -> Int
}

/// 64 bytes in eight fields.
@EnclaveValue
public struct Block: Equatable {
    var a: UInt64 = 1
    var b: UInt64 = 2
    var c: UInt64 = 3
    var d: UInt64 = 4
    var e: UInt64 = 5
    var f: UInt64 = 6
    var g: UInt64 = 7
    var h: UInt64 = 8

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

/// CRC-32C, the same code on both sides.
public struct Checksum: Sendable {
    /// Of all bytes so far.
    public private(set) var value: UInt32 = 0

    /// The checksum of nothing.
    public init() {}

    /// Goes on with more bytes.
    public mutating func add(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { buffer in
            // SAFETY: the buffer has so many bytes.
            value = unsafe redoubt_crc32c(value, buffer.baseAddress, buffer.count)
        }
    }
}

/// Something to compute, which no compiler shortens.
public enum BenchWork {
    /// So many steps of a generator that each need the one before.
    public static func run(rounds: Int) -> UInt64 {
        var state: UInt64 = 1
        for _ in 0..<rounds { state = (state ^ state << 13) &* 0x9E37_79B9_7F4A_7C15 ^ state >> 7 }
        return state
    }
}
