/// Bytes of any number that a call hands to the host, a piece at a time.
///
/// A parameter of a method of an `@EnclaveInterface` may have this type. The enclave writes with `write(_:)`; the host
/// passes a closure, or takes what arrives as an `AsyncSequence` (`makeStream()`). The enclave can be a piece ahead of
/// what the host has taken, and no more.
///
/// It is open as long as its call is served.
public struct ByteSink: Sendable {
    #if hasFeature(Embedded)
    /// The place among the call's streams.
    public let stream: UInt32

    /// Names a stream of the call that is being served.
    public init(stream: UInt32) { self.stream = stream }
    #else
    /// The place among the call's streams: 0 outside of an enclave.
    public let stream: UInt32
    package let take: @Sendable ([UInt8]) async throws -> Void
    /// Told when the call is over: by a closure that throws what the call threw.
    package let finish: @Sendable (() throws -> Void) -> Void

    /// Hands each piece to a closure, one after the other.
    ///
    /// - Parameter take: if it throws, so does the call. The enclave learns that no more is taken, not why.
    public init(_ take: @escaping @Sendable ([UInt8]) async throws -> Void) {
        self.init(take, finish: { _ in })
    }

    package init(
        _ take: @escaping @Sendable ([UInt8]) async throws -> Void,
        finish: @escaping @Sendable (() throws -> Void) -> Void
    ) {
        stream = 0
        self.take = take
        self.finish = finish
    }

    /// Names a stream of the call that is being served.
    ///
    /// For the code that `@EnclaveInterface` writes. Outside of an enclave nobody takes what is written.
    public init(stream: UInt32) {
        self.stream = stream
        take = { _ in }
        finish = { _ in }
    }
    #endif
}
