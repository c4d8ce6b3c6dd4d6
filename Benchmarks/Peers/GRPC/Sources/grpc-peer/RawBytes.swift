import GRPCCore

/// Passes bytes as they are: what is compared is the way of a call, not the encoding of its arguments.
struct RawBytes: MessageSerializer, MessageDeserializer {
    func serialize<Bytes: GRPCContiguousBytes>(_ message: [UInt8]) -> Bytes { Bytes(message) }

    func deserialize<Bytes: GRPCContiguousBytes>(_ serializedMessageBytes: Bytes) -> [UInt8] {
        // SAFETY: the bytes are copied before the closure returns.
        unsafe serializedMessageBytes.withUnsafeBytes { unsafe [UInt8]($0) }
    }
}
