/// What the victim holds, 32 bytes each.
public enum HeldSecret: Int, CaseIterable, Sendable {
    /// The words that it has planted, in memory and in registers.
    case words
    /// What it has sealed and unsealed.
    case unsealedContent
    /// Its private key of P-256.
    case signingKey
    /// The private key that data is delivered to.
    case deliveryKey
    /// The key that it seals with, derived from its platform's.
    case sealingKey
    /// The key that its platform has derived for its policy.
    case policyKey

    /// Its name in the report.
    public var name: String {
        switch self {
        case .words: "planted words"
        case .unsealedContent: "unsealed content"
        case .signingKey: "signing key"
        case .deliveryKey: "delivery key"
        case .sealingKey: "sealing key"
        case .policyKey: "policy key"
        }
    }

    /// The secrets that come from the victim's platform, in the order in which the victim tells them, masked.
    public static var ofPlatform: [HeldSecret] { [.sealingKey, .policyKey] }

    /// What it is, by the seed.
    ///
    /// Of a secret that comes from the platform it is what the control holds in its place.
    ///
    /// - Returns: 32 bytes.
    public func bytes(seed: UInt64) -> [UInt8] {
        var bytes = Self.bytes(of: seed &+ UInt64(rawValue) &* 0x5851_F42D_4C95_7F2D)
        // Below the order of every curve.
        if self == .signingKey { bytes[0] &= 0x7F }
        return bytes
    }

    /// What hides a secret of the platform's on its way through the host, and what is hidden again.
    ///
    /// The host has no reason to know it: it has the seed, as somebody must, but computes nothing from it.
    ///
    /// - Parameters:
    ///   - bytes: 32 bytes, the secret or what this function has made of it.
    ///   - seed: the seed.
    /// - Returns: 32 bytes.
    public func masked(_ bytes: [UInt8], seed: UInt64) -> [UInt8] {
        let mask = Self.bytes(of: ~seed &+ UInt64(rawValue) &* 0x1405_7B7E_F767_814F)
        return bytes.indices.map { bytes[$0] ^ mask[$0] }
    }

    private static func bytes(of seed: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        for word in PlantedSecret.words(seed: seed) {
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        return bytes
    }
}
