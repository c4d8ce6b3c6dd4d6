public import RedoubtABI

/// What an enclave writes to a sink of its call, as a sequence.
///
/// It ends when the call ends, and throws what the call throws. It can be iterated once, by one task. If that task ends
/// its iteration early, the enclave's writes fail, and the call throws `CancellationError`.
public struct ByteStream: AsyncSequence, Sendable {
    private let exchange: PieceExchange

    init(_ exchange: PieceExchange) { self.exchange = exchange }

    /// Begins to iterate.
    public func makeAsyncIterator() -> Iterator { Iterator(exchange) }

    /// Takes one piece after the other.
    public struct Iterator: AsyncIteratorProtocol {
        private final class Use {
            let exchange: PieceExchange
            init(_ exchange: PieceExchange) { self.exchange = exchange }
            deinit { exchange.abandon() }
        }

        private let use: Use

        init(_ exchange: PieceExchange) { use = Use(exchange) }

        /// The next bytes that the enclave has written; nil once the call is over.
        ///
        /// - Throws: what the call throws; `CancellationError`.
        public mutating func next() async throws -> [UInt8]? { try await use.exchange.take() }
    }
}

extension ByteSink {
    /// A sink for a call, and what the enclave writes to it.
    ///
    ///     let (pieces, sink) = ByteSink.makeStream()
    ///     async let answer = client.export(to: sink)
    ///     for try await piece in pieces { … }
    ///     print(try await answer)
    ///
    /// - Returns: the sequence, and the sink to pass to one call.
    public static func makeStream() -> (pieces: ByteStream, sink: ByteSink) {
        let exchange = PieceExchange()
        let sink = ByteSink(
            { piece in try await exchange.put(piece) },
            finish: { outcome in exchange.finish(Result(catching: outcome)) }
        )
        return (ByteStream(exchange), sink)
    }
}
