/// The signature of a TPM (TPMT_SIGNATURE).
public struct TPMSignature: Hashable, Sendable {
    /// How it was made.
    public enum Scheme: UInt16, Hashable, Sendable {
        /// RSASSA-PKCS1-v1_5.
        case rsassa = 0x0014
        /// ECDSA.
        case ecdsa = 0x0018
    }

    /// How it was made.
    public let scheme: Scheme
    /// The hash that is signed; also that of the digest of the registers.
    public let hash: TPMHash
    /// The octets for RSA; r and s for ECDSA, each as long as the hash.
    public let value: [UInt8]

    /// A signature of RSASSA without the TPM's header, as Azure delivers it.
    public init(rsassa value: [UInt8], hash: TPMHash) {
        scheme = .rsassa
        self.hash = hash
        self.value = value
    }

    /// Reads a signature with its header.
    ///
    /// - Throws: a reason if the bytes are none, or if the hash is SHA-1.
    public init(_ bytes: [UInt8]) throws(Reason) {
        var reader = ByteReader(bytes, at: "tpm.signature")
        let number = try reader.takeBigEndian(UInt16.self, "algorithm")
        guard let scheme = Scheme(rawValue: number) else {
            throw Reason(
                .unsupported,
                at: "tpm.signature.algorithm",
                "The signature has algorithm \(number); RSASSA and ECDSA are accepted."
            )
        }
        self.scheme = scheme
        hash = try TPMHash(&reader)
        guard hash != .sha1 else {
            throw Reason(
                .unsupported,
                at: "tpm.signature.hash",
                "Signatures over SHA-1 are refused."
            )
        }
        switch scheme {
        case .rsassa:
            value = try reader.takeSized("value")
        case .ecdsa:
            let size = hash == .sha384 ? 48 : 32
            value = try Self.padded(&reader, "r", size) + Self.padded(&reader, "s", size)
        }
        try reader.requireEnd()
    }

    /// The algorithm that a key checks it with; nothing for a pair that no key is meant for.
    var algorithm: SignatureAlgorithm? {
        switch (scheme, hash) {
        case (.rsassa, .sha256): .rsaPKCS1SHA256
        case (.rsassa, .sha384): .rsaPKCS1SHA384
        case (.rsassa, .sha512): .rsaPKCS1SHA512
        case (.ecdsa, .sha256): .ecdsaP256SHA256
        case (.ecdsa, .sha384): .ecdsaP384SHA384
        default: nil
        }
    }

    private static func padded(
        _ reader: inout ByteReader,
        _ name: String,
        _ size: Int
    ) throws(Reason) -> [UInt8] {
        let number = try reader.takeSized(name)
        guard number.count <= size else {
            throw Reason(
                .malformed,
                at: Reason.Location("tpm.signature.\(name)"),
                "\(name) has \(number.count) bytes."
            )
        }
        return [UInt8](repeating: 0, count: size - number.count) + number
    }
}
