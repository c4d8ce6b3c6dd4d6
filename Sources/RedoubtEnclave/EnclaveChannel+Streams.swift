#if hasFeature(Embedded)
internal import CRedoubtABI
internal import RedoubtABI

/// A piece that was asked for ahead of its need, in private memory.
struct PieceAhead {
    let stream: UInt32
    let answer: PieceAnswer
}

/// What the host says to a request for a piece.
enum PieceAnswer {
    case bytes([UInt8], isMoreAtHand: Bool)
    case end
    case error(StreamError)
}

extension EnclaveChannel {
    /// The next piece of a stream; nil at its end.
    ///
    /// If the host has the piece after it at hand, that is asked for at once: it crosses while this one is used.
    func readStream(_ stream: UInt32) throws(StreamError) -> [UInt8]? {
        guard isServing else { throw .notOpen }
        switch nextPiece(of: stream) {
        case .end: return nil
        case .error(let error): throw error
        case .bytes(let bytes, let isMoreAtHand):
            // One piece at the most is on its way or waits.
            if isMoreAtHand, awaitedPiece == nil, pieceAhead == nil {
                ask(RuntimeInterface.readStream, of: stream, lengthBytes: 0)
                awaitedPiece = stream
            }
            return bytes
        }
    }

    private func nextPiece(of stream: UInt32) -> PieceAnswer {
        if let piece = pieceAhead, piece.stream == stream {
            pieceAhead = nil
            return piece.answer
        }
        if awaitedPiece != stream {
            takeAwaitedPiece()
            ask(RuntimeInterface.readStream, of: stream, lengthBytes: 0)
        }
        awaitedPiece = nil
        return receivePiece()
    }

    private func receivePiece() -> PieceAnswer {
        let answer = receive()
        if let error = Self.error(of: answer) { return .error(error) }
        guard unsafe Int(answer.length_bytes) <= enclavePayload.count else {
            return .error(.malformedReply)
        }
        var decoder = payload(of: answer)
        let piece = StreamPiece(rawValue: answer.detail)
        switch piece {
        case .end where decoder.remainingCount == 0: return .end
        case .bytes, .bytesAndMoreAtHand:
            let bytes = try? UInt8.decode(count: decoder.remainingCount, from: &decoder)
            guard let bytes else { return .error(.malformedReply) }
            return .bytes(bytes, isMoreAtHand: piece == .bytesAndMoreAtHand)
        default: return .error(.malformedReply)
        }
    }

    private static func error(of answer: redoubt_message) -> StreamError? {
        guard answer.kind == REDOUBT_MESSAGE_OCALL_REPLY.rawValue,
            let status = CallStatus(rawValue: answer.status)
        else { return .malformedReply }
        switch status {
        case .value: return nil
        case .unknownInterface, .unknownMethod, .malformedArguments: return .notOpen
        case .failure, .handlerFailed, .replyTooLarge: return .hostFailed
        }
    }

    /// Hands bytes to a stream, in as many pieces as it takes.
    ///
    /// Returns when the host has copied the last. What becomes of a piece there, the next write says.
    func writeStream(_ stream: UInt32, _ bytes: UnsafeRawBufferPointer) throws(StreamError) {
        guard isServing else { throw .notOpen }
        takeAwaitedPiece()
        var offset = 0
        while offset < bytes.count {
            var encoder = unsafe WireEncoder(writingTo: enclavePayload)
            let count = min(bytes.count - offset, encoder.remainingCapacity)
            let piece = unsafe UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
            guard unsafe (try? encoder.write(bytes: piece)) != nil else { throw .hostFailed }
            ask(RuntimeInterface.writeStream, of: stream, lengthBytes: count)
            if let error = Self.error(of: receive()) { throw error }
            offset += count
        }
    }

    private func ask(_ method: InterfaceMethod, of stream: UInt32, lengthBytes: Int) {
        send(
            REDOUBT_MESSAGE_OCALL,
            interface: method.interface.rawValue,
            method: method.index,
            detail: stream,
            lengthBytes: lengthBytes
        )
    }

    /// Takes a piece that is on its way, so that the channel can be used: the two sides take turns in it.
    func takeAwaitedPiece() {
        guard let stream = awaitedPiece else { return }
        awaitedPiece = nil
        pieceAhead = PieceAhead(stream: stream, answer: receivePiece())
    }

    /// Forgets the streams of the call that is over.
    func endStreams() {
        takeAwaitedPiece()
        pieceAhead = nil
    }
}
#endif
