import RedoubtABI

/// Memory for one message.
@safe
final class Message: Sendable {
    // SAFETY: allocated by the initializers, freed by `deinit` alone; encoders and decoders over it
    // are used only while the message is alive, and by one task at a time.
    nonisolated(unsafe) private let area: UnsafeMutableRawBufferPointer

    /// Makes room for a message.
    init(capacity: Int) {
        unsafe area = .allocate(byteCount: capacity, alignment: 16)
    }

    /// Makes a message of the given bytes.
    init(_ bytes: [UInt8]) {
        unsafe area = .allocate(byteCount: bytes.count, alignment: 16)
        unsafe area.copyBytes(from: bytes)
    }

    deinit { unsafe area.deallocate() }

    /// The first bytes of the message.
    func bytes(_ count: Int) -> [UInt8] { unsafe Array(area.prefix(count)) }

    func encoder() -> WireEncoder { unsafe WireEncoder(writingTo: area) }
    func decoder() -> WireDecoder { unsafe WireDecoder(reading: UnsafeRawBufferPointer(area)) }

    /// Reads the message as one value and nothing more.
    func read<Value: WireCodable>(_ type: Value.Type = Value.self) throws(WireError) -> Value {
        var decoder = decoder()
        let value: Value = try decoder.decode()
        try decoder.finish()
        return value
    }
}
