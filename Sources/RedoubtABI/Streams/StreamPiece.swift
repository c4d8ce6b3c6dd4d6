/// What a piece of a stream is, as it stands in the header of the message that carries it.
public struct StreamPiece: RawRepresentable, Equatable, Sendable {
    /// As it stands in a header.
    public let rawValue: UInt32

    /// Makes it of what stands in a header.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The stream has ended; the message is empty.
    public static let end = StreamPiece(rawValue: 0)
    /// The message is bytes, all of it.
    public static let bytes = StreamPiece(rawValue: 1)
    /// The same, and the next piece is at hand: asking for it ahead of its need keeps nobody waiting.
    public static let bytesAndMoreAtHand = StreamPiece(rawValue: 2)
}
