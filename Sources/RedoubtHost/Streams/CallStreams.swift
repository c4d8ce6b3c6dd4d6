internal import CRedoubtABI
internal import RedoubtABI

/// The streams of one call, on the host's side.
///
/// Used by the call's conversation, which is in one place at a time.
@usableFromInline
final class CallStreams: @unchecked Sendable {
    private struct Reading {
        let reader: ByteReader
        /// What the caller gave last, and how much of it has crossed.
        var bytes: [UInt8] = []
        var offset = 0
        var isOver = false
    }

    private enum Stream {
        case reading(Reading)
        case writing(ByteSink)
    }

    private var streams: [Stream]
    /// The first error that the caller's own end of a stream has thrown.
    private(set) var failure: (any Error)?

    init(_ streams: [CallStream]) {
        self.streams = streams.map { stream in
            switch stream {
            case .source(let source): .reading(Reading(reader: source.makeReader()))
            case .sink(let sink): .writing(sink)
            }
        }
    }

    /// Answers the enclave's asking for a piece.
    func read(_ stream: UInt32, into reply: inout WireEncoder) async -> (CallStatus, StreamPiece) {
        let index = Int(stream)
        guard streams.indices.contains(index), case .reading(var reading) = streams[index] else {
            return (.malformedArguments, .end)
        }
        defer { streams[index] = .reading(reading) }
        do {
            while reading.offset == reading.bytes.count, !reading.isOver {
                let next = try await reading.reader.next()
                reading.isOver = next == nil
                reading.bytes = next ?? []
                reading.offset = 0
            }
        } catch {
            reading.isOver = true
            if failure == nil { failure = error }
        }
        // Both ends of the call should come to know.
        guard failure == nil else { return (.handlerFailed, .end) }
        return Self.write(&reading, to: &reply)
    }

    private static func write(
        _ reading: inout Reading,
        to reply: inout WireEncoder
    ) -> (CallStatus, StreamPiece) {
        let left = reading.bytes.count - reading.offset
        let count = min(left, reply.remainingCapacity)
        do throws(WireError) {
            try write(reading.bytes, from: reading.offset, count: count, to: &reply)
        } catch {
            return (.replyTooLarge, .end)
        }
        reading.offset += count
        // Large ones should not outlive their use.
        if reading.offset == reading.bytes.count {
            reading.bytes = []
            reading.offset = 0
        }
        return (.value, left == 0 ? .end : count < left ? .bytesAndMoreAtHand : .bytes)
    }

    private static func write(
        _ bytes: [UInt8],
        from offset: Int,
        count: Int,
        to reply: inout WireEncoder
    ) throws(WireError) {
        var failure: WireError?
        unsafe bytes.withUnsafeBytes { buffer in
            do throws(WireError) {
                try unsafe reply.write(
                    bytes: UnsafeRawBufferPointer(rebasing: buffer[offset..<offset + count])
                )
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    /// Copies a piece that the enclave hands over; nil if the message makes no sense, or no more is taken.
    func copy(_ stream: UInt32, _ arguments: inout WireDecoder) -> Written? {
        let index = Int(stream)
        guard failure == nil, streams.indices.contains(index),
            case .writing(let sink) = streams[index]
        else { return nil }
        let bytes = try? UInt8.decode(count: arguments.remainingCount, from: &arguments)
        return bytes.map { Written(bytes: $0, sink: sink) }
    }

    /// A piece that has been copied, and where it goes.
    struct Written {
        let bytes: [UInt8]
        let sink: ByteSink
    }

    /// Hands a piece to the caller, and waits until it is taken.
    func deliver(_ written: Written) async {
        do {
            try await written.sink.take(written.bytes)
        } catch {
            if failure == nil { failure = error }
        }
    }

    /// Tells the sinks that the call is over.
    func finish(_ error: (any Error)?) {
        for case .writing(let sink) in streams {
            sink.finish { () throws in if let error { throw error } }
        }
    }
}
