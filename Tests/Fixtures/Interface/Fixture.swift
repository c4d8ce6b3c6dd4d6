package import RedoubtABI

/// What the tests ask of an enclave.
@EnclaveInterface
package protocol Fixture {
    func empty()
    func echo(_ bytes: [UInt8]) -> [UInt8]
    func echoEverything(_ everything: Everything) -> Everything
    func fail(with code: Int) throws(FixtureError)
    /// Traps if the sum overflows.
    func add(_ a: Int, _ b: Int) -> Int
    /// Returns that many bytes, to fill or overfill a reply.
    func makeBytes(count: Int) -> [UInt8]
    /// Does what no enclave can do.
    func commit(_ misdeed: Misdeed)
    func loopForEver()
    /// Prints a line, and returns once that many calls have come inside.
    func meet(parties: Int)
    /// Adds one to a counter that all threads share; returns the sum.
    func count() -> Int
    /// Allocates, fills, checks and frees blocks of many sizes; returns the number that were found damaged.
    func exerciseHeap(rounds: Int, seed: UInt64) -> Int
    func randomBytes(count: Int) -> [UInt8]
    func say(_ line: String)
    /// Makes random bytes, keeps them, and returns them with every bit inverted.
    func keepSecret() -> [UInt8]
    /// Leaves the bytes whose inverse is given in data, heap, stack, registers, save area, thread data and channel.
    func plant(inverted: [UInt8])
    /// How often the bytes whose inverse is given are in memory that the enclave can read.
    func find(inverted: [UInt8], from address: UInt64, count: Int) -> Int
    /// What is in registers that nothing but ``plant(inverted:)`` uses.
    func registers() -> [UInt8]
    /// Asks the host for the next number.
    func askHost(_ number: Int) -> Int
    /// Asks the host again and again.
    func askForEver()
    /// Asks the host in a way that lets failures be reported; returns 0 for none.
    func askHostFailing(_ number: Int) -> HostCallError?
    /// What the enclave knows of its seal: 0 none, 1 process, 2 virtualization; plus 10 for private memory.
    func seal() -> Int
    /// Who started its monitor, as the enclave was told: 1 its host, 2 the platform service.
    func platformMode() -> UInt8
    /// Reads a stream to its end; returns what ``StreamDigest`` makes of it. Prints a line for each piece if asked to.
    func digest(of source: ByteSource, printing: Bool) throws(StreamError) -> StreamDigest
    /// Reads two streams by turns, a piece of each.
    func digests(
        of first: ByteSource,
        and second: ByteSource
    ) throws(StreamError) -> [StreamDigest]
    /// Reads that many pieces and no more; returns the number of bytes.
    func readStart(of source: ByteSource, pieces: Int) throws(StreamError) -> Int
    /// Writes that many bytes of a known pattern, in writes of a given size.
    func produce(count: Int, writing size: Int, to sink: ByteSink) throws(StreamError)
    /// Writes what it reads, every bit inverted.
    func invert(_ source: ByteSource, to sink: ByteSink) throws(StreamError) -> Int
    /// Reads from a stream that no call has opened.
    func readClosed() throws(StreamError) -> Int
}

/// What tells two streams apart.
@EnclaveValue
package struct StreamDigest: Equatable {
    package var count: Int
    package var hash: UInt64

    package init() {
        count = 0
        hash = 0xcbf2_9ce4_8422_2325
    }

    /// Adds bytes, by FNV-1a.
    package mutating func add(_ bytes: [UInt8]) {
        count += bytes.count
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    }
}

/// The byte at a place of the pattern that the tests send.
package func patternByte(at index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: (index &* 0x9E37_79B9) >> 11)
}

/// What the tests ask of a debug enclave: to fail at a line that they know.
@EnclaveInterface
package protocol Failing {
    func element(of numbers: [Int], at index: Int) -> Int
    func sum(of numbers: [Int]) -> Int
    func refuse(_ number: Int)
    func readNull()
    func halt()
    func overflowStack() -> UInt64
    func loopForEver()
}

/// What the fixture asks its host.
@HostInterface
package protocol Oracle {
    func next(after number: Int) -> Int
    func mayFail(_ number: Int) throws(HostCallError) -> Int
}

/// One of everything that can cross.
@EnclaveValue
package struct Everything: Equatable {
    package var flags: [Bool]
    package var small: Int8
    package var wide: UInt64
    package var ratio: Double
    package var ratios: [Double]
    package var text: String
    package var maybe: String?
    package var table: [String: [Int32]]
    package var shape: Shape

    package init(
        flags: [Bool],
        small: Int8,
        wide: UInt64,
        ratio: Double,
        ratios: [Double],
        text: String,
        maybe: String?,
        table: [String: [Int32]],
        shape: Shape
    ) {
        self.flags = flags
        self.small = small
        self.wide = wide
        self.ratio = ratio
        self.ratios = ratios
        self.text = text
        self.maybe = maybe
        self.table = table
        self.shape = shape
    }
}

@EnclaveValue
package indirect enum Shape: Equatable {
    case point
    case circle(radius: Double)
    case group([Shape])
}

@EnclaveValue
package enum FixtureError: Error, Equatable {
    case refused(code: Int, reason: String)
}

/// What an enclave cannot do.
@EnclaveValue
package enum Misdeed: Equatable {
    case trap
    case overflowStack
    case exhaustHeap
    case writeToCode
    case jumpToData
    case systemCall
    case breakpoint
    case portInput
    case portOutput
    case halt
    case readNull
    case readBeyondChannels
    case freeTwice
    case overrunArray
}
