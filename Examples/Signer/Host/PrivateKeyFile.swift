import Crypto
import Foundation
import SignerInterface

/// Private keys as their owners have them in files.
enum PrivateKeyFile {
    /// PKCS #8 of an Ed25519 key (RFC 8410) up to its 32 bytes.
    private static let ed25519Prefix: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04,
        0x20,
    ]

    /// The 32 bytes of a key.
    static func rawRepresentation(of file: [UInt8], _ algorithm: KeyAlgorithm) throws -> [UInt8] {
        if file.count == 32 { return file }
        let text = String(decoding: file, as: UTF8.self)
        do {
            switch algorithm {
            case .p256:
                return [UInt8](
                    try P256.Signing.PrivateKey(pemRepresentation: text).rawRepresentation
                )
            case .ed25519:
                let lines = text.split(whereSeparator: \.isNewline)
                guard lines.first == "-----BEGIN PRIVATE KEY-----",
                    lines.last == "-----END PRIVATE KEY-----",
                    let der = Data(base64Encoded: lines.dropFirst().dropLast().joined()),
                    der.starts(with: ed25519Prefix), der.count == ed25519Prefix.count + 32
                else { throw CryptoKitError.incorrectParameterSize }
                return [UInt8](der.suffix(32))
            }
        } catch {
            throw SignerFailure(
                "the file holds no private key of \(algorithm): give PKCS #8 in PEM, as `openssl genpkey` writes it, "
                    + "or the key's 32 bytes"
            )
        }
    }
}
