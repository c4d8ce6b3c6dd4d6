internal import CRedoubtSystem
internal import RedoubtCrypto

/// The key that a platform signs evidence with: of P-256, derived from the newest root secret.
///
/// A new epoch has a new one, which relying parties have to be told of.
public struct EvidenceKey: Sendable {
    private static let label = Array("redoubt evidence key v1".utf8)
    private let key: P256.Signing.PrivateKey

    /// Derives the key.
    public init(_ secrets: borrowing RootSecrets) {
        key = Self.derive(secrets)
        redoubt_wipe_stack_below()
    }

    /// A function of its own, so that all that it leaves on the stack lies below its caller's frame.
    @inline(never)
    private static func derive(_ secrets: borrowing RootSecrets) -> P256.Signing.PrivateKey {
        let root = unsafe secrets.withSecret(0) { unsafe SymmetricKey(data: $0) }
        // Not every 32 bytes are a number below the curve's order; all but one in 2³² are.
        for attempt in UInt8.min...UInt8.max {
            let scalar = KeyChain.derive(Self.label + [attempt], from: root)
            if let key = try? P256.Signing.PrivateKey(rawRepresentation: scalar) { return key }
        }
        preconditionFailure("256 of 256 numbers are no private key")
    }

    /// The key that relying parties know the platform by: a SubjectPublicKeyInfo.
    public var publicKey: [UInt8] { key.publicKey.derRepresentation }

    /// What names the key in evidence: the first 8 bytes of the SHA-256 of ``publicKey``.
    var identifier: [UInt8] { Array(SHA256.hash(data: publicKey).prefix(8)) }

    /// Signs with ECDSA and SHA-256: r and s.
    func signature(of bytes: [UInt8]) -> [UInt8]? {
        (try? key.signature(for: bytes))?.rawRepresentation
    }
}
