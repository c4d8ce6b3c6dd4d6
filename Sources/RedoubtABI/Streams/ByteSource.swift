/// Bytes of any number that a call takes from the host, a piece at a time.
///
/// A parameter of a method of an `@EnclaveInterface` may have this type. The host passes an array, or an
/// `AsyncSequence` of arrays; the enclave reads with `next()`. Pieces cross in the call's channel, so neither side ever
/// needs to hold the whole, and the host is asked for more only as the enclave reads.
///
///     @EnclaveInterface
///     protocol Archive {
///         func checksum(of file: ByteSource) throws(StreamError) -> UInt32
///     }
///
/// It is open as long as its call is served. What the enclave does not read is not asked for, up to a piece that is at
/// hand already.
public struct ByteSource: Sendable {
    #if hasFeature(Embedded)
    /// The place among the call's streams.
    public let stream: UInt32

    /// Names a stream of the call that is being served.
    public init(stream: UInt32) { self.stream = stream }
    #else
    /// Makes what reads it from its start.
    package let makeReader: @Sendable () -> ByteReader
    /// The place among the call's streams: 0 outside of an enclave.
    public let stream: UInt32

    /// Reads an array, which is copied into the channel a piece at a time and nowhere else.
    public init(_ bytes: [UInt8]) {
        stream = 0
        makeReader = { ByteReader(bytes) }
    }

    /// Reads the pieces of a sequence, which may have any size.
    ///
    /// If the sequence throws, so does the call. The enclave learns that there is no more, not why.
    public init<Pieces: AsyncSequence & Sendable>(_ pieces: Pieces)
    where Pieces.Element == [UInt8] {
        stream = 0
        makeReader = { ByteReader(pieces) }
    }

    /// Names a stream of the call that is being served.
    ///
    /// For the code that `@EnclaveInterface` writes. Outside of an enclave nothing is there to be read.
    public init(stream: UInt32) {
        self.stream = stream
        makeReader = { ByteReader([]) }
    }
    #endif
}
