import Crypto
import CryptoExtras

@testable import RedoubtAttestation

/// A key of the tests' own authorities and machines.
enum TestKey: Sendable {
    case p256(P256.Signing.PrivateKey)
    case p384(P384.Signing.PrivateKey)
    case rsa(_RSA.Signing.PrivateKey)

    private typealias Writer = RevocationListWriter

    /// SubjectPublicKeyInfo.
    var information: [UInt8] {
        switch self {
        case .p256(let key): Array(key.publicKey.derRepresentation)
        case .p384(let key): Array(key.publicKey.derRepresentation)
        case .rsa(let key): Array(key.publicKey.derRepresentation)
        }
    }

    /// AlgorithmIdentifier of what it signs with.
    var algorithm: [UInt8] {
        switch self {
        case .p256: Writer.element(0x30, Writer.element(0x06, Self.ecdsa + [2]))
        case .p384: Writer.element(0x30, Writer.element(0x06, Self.ecdsa + [3]))
        case .rsa: Self.pss
        }
    }

    /// The signature as certificates have it.
    func signature(_ bytes: [UInt8]) throws -> [UInt8] {
        switch self {
        case .p256(let key): Array(try key.signature(for: bytes).derRepresentation)
        case .p384(let key): Array(try key.signature(for: bytes).derRepresentation)
        case .rsa(let key):
            Array(
                try key.signature(for: SHA384.hash(data: bytes), padding: .PSS).rawRepresentation
            )
        }
    }

    private static let ecdsa: [UInt8] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03]

    /// RSASSA-PSS with SHA-384 and a salt of 48 octets, as AMD writes it.
    private static let pss: [UInt8] = {
        let hash = Writer.element(
            0x30,
            Writer.element(0x06, [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02])
                + [0x05, 0x00]
        )
        let rsa: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01]
        let mask = Writer.element(0x30, Writer.element(0x06, rsa + [0x08]) + hash)
        let parameters = Writer.element(
            0x30,
            Writer.element(0xa0, hash) + Writer.element(0xa1, mask)
                + Writer.element(0xa2, [0x02, 0x01, 48]) + Writer.element(0xa3, [0x02, 0x01, 1])
        )
        return Writer.element(0x30, Writer.element(0x06, rsa + [0x0a]) + parameters)
    }()
}
