#if !hasFeature(Embedded)
/// Reads a source once, from its start.
///
/// Used by the conversation of one call, which is in one place at a time.
package final class ByteReader: @unchecked Sendable {
    private let read: () async throws -> [UInt8]?

    init(_ bytes: [UInt8]) {
        var whole: [UInt8]? = bytes
        read = {
            defer { whole = nil }
            return whole
        }
    }

    init<Pieces: AsyncSequence & Sendable>(_ pieces: Pieces) where Pieces.Element == [UInt8] {
        var iterator = pieces.makeAsyncIterator()
        read = { try await iterator.next(isolation: nil) }
    }

    /// The next bytes; nil at the end.
    package func next() async throws -> [UInt8]? { try await read() }
}
#endif
