/// A private key on its way into the enclave, encrypted to the enclave's wrapping key.
///
/// HPKE (RFC 9180) with X25519, SHA-256 and ChaCha20-Poly1305; `info` is ``info``, the message is the key's
/// 32 bytes, and the request is authenticated beside it: whoever carries it cannot change name or policy.
public struct WrappedKey: Sendable {
    /// What the encryption is for.
    public static let info = Array("redoubt signer wrapped key v1".utf8)
    private static let magic = Array("RDSW".utf8)

    /// The request in bytes.
    public var request: [UInt8]
    /// What HPKE's sender sent first.
    public var encapsulatedKey: [UInt8]
    /// The key's bytes, encrypted.
    public var ciphertext: [UInt8]

    /// Puts the parts together.
    public init(request: [UInt8], encapsulatedKey: [UInt8], ciphertext: [UInt8]) {
        self.request = request
        self.encapsulatedKey = encapsulatedKey
        self.ciphertext = ciphertext
    }

    /// The whole in bytes: `RDSW` and the three parts, each a string of SSH.
    public var encoded: [UInt8] {
        var writer = MessageWriter()
        writer.string(Self.magic)
        writer.string(request)
        writer.string(encapsulatedKey)
        writer.string(ciphertext)
        return writer.bytes
    }

    /// Takes the parts out of bytes, and looks into none of them.
    ///
    /// - Throws: ``MalformedMessage``.
    public init(encoded bytes: [UInt8]) throws(MalformedMessage) {
        var reader = MessageReader(bytes)
        guard try reader.string() == Self.magic else { throw MalformedMessage() }
        request = try reader.string()
        encapsulatedKey = try reader.string()
        ciphertext = try reader.string()
        try reader.end()
    }
}
