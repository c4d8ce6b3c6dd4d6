/// How an image is signed.
public enum SignatureAlgorithm: UInt32, Sendable, CaseIterable {
    /// ECDSA on P-256 with SHA-256.
    case p256 = 1
    /// ECDSA on P-384 with SHA-384.
    case p384 = 2

    /// Bytes of a coordinate, and of each half of a signature.
    var fieldBytes: Int {
        switch self {
        case .p256: 32
        case .p384: 48
        }
    }
}

extension SignatureAlgorithm: CustomStringConvertible {
    /// `ECDSA P-256 with SHA-256`.
    public var description: String {
        switch self {
        case .p256: "ECDSA P-256 with SHA-256"
        case .p384: "ECDSA P-384 with SHA-384"
        }
    }
}
