internal import Crypto

/// A hash of a TPM.
public enum TPMHash: UInt16, Hashable, Sendable {
    /// Only to read banks: no signature with it is accepted.
    case sha1 = 0x0004
    /// 32 bytes.
    case sha256 = 0x000b
    /// 48 bytes.
    case sha384 = 0x000c
    /// 64 bytes.
    case sha512 = 0x000d

    init(_ reader: inout ByteReader) throws(Reason) {
        let number = try reader.takeBigEndian(UInt16.self, "hash")
        guard let hash = TPMHash(rawValue: number) else {
            throw Reason(
                .unsupported,
                at: reader.location.part("hash"),
                "The hash has number \(number); SHA-1, SHA-256, SHA-384 and SHA-512 are known."
            )
        }
        self = hash
    }

    /// How many bytes a digest has.
    public var byteCount: Int {
        switch self {
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// The digest of some bytes.
    func digest(_ bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .sha1: Array(Insecure.SHA1.hash(data: bytes))
        case .sha256: Array(SHA256.hash(data: bytes))
        case .sha384: Array(SHA384.hash(data: bytes))
        case .sha512: Array(SHA512.hash(data: bytes))
        }
    }
}
