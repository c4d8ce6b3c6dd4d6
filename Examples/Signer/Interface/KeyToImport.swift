/// A private key on its way into the enclave: what is in the envelope that its owner seals.
///
/// Name, algorithm and policy are the owner's, and nobody on the way can see or change them.
public struct KeyToImport: Sendable {
    /// What the enclave's offer says that data is wanted for.
    public static let purpose = "signer key"
    private static let magic = Array("RDSW".utf8)

    /// The request in bytes.
    public var request: [UInt8]
    /// The key's 32 bytes.
    public var privateKey: [UInt8]

    /// Puts the parts together.
    public init(request: [UInt8], privateKey: [UInt8]) {
        self.request = request
        self.privateKey = privateKey
    }

    /// The whole in bytes: `RDSW` and the two parts, each a string of SSH.
    public var encoded: [UInt8] {
        var writer = MessageWriter()
        writer.string(Self.magic)
        writer.string(request)
        writer.string(privateKey)
        return writer.bytes
    }

    /// Takes the parts out of bytes, and looks into none of them.
    ///
    /// - Throws: ``MalformedMessage``.
    public init(encoded bytes: [UInt8]) throws(MalformedMessage) {
        var reader = MessageReader(bytes)
        guard try reader.string() == Self.magic else { throw MalformedMessage() }
        request = try reader.string()
        privateKey = try reader.string()
        try reader.end()
    }
}
