internal import RedoubtCrypto

/// The keys of one policy, for every security version, of one epoch.
///
/// A version is four hexadecimal digits. From the key above a digit the key of the digit 15 is derived, from that the
/// key of 14, and so on: who has the key of a digit can come to those below it, and to none above.
struct KeyChain {
    /// What is written before the data of a derivation, so that no two kinds of key are ever the same.
    private enum Label {
        static let policy = "redoubt policy key v1"
        static let digit = "redoubt version digit v1"
        static let step = "redoubt version step v1"
    }

    /// The key that those of all versions come from, and the key itself of a policy without versions.
    let base: SymmetricKey

    /// Begins at a root secret.
    ///
    /// - Parameters:
    ///   - root: the secret of the epoch.
    ///   - policy: the policy's number.
    ///   - isDebug: whether it is for enclaves that run in debug, which have keys of their own.
    ///   - fields: what an enclave must share to have the same keys.
    init(root: SymmetricKey, policy: UInt8, isDebug: Bool, fields: [UInt8]) {
        let message = Array(Label.policy.utf8) + [policy, isDebug ? 1 : 0] + fields
        base = Self.derive(message, from: root)
    }

    /// The key of a security version, and for each of its digits the key of one less; nil where the digit is 0.
    func keys(of version: UInt16) -> (own: SymmetricKey, older: [SymmetricKey?]) {
        var own = base
        var older: [SymmetricKey?] = []
        for place in 0..<4 {
            let digit = Int(version >> (12 - 4 * place)) & 15
            own = Self.derive(Array(Label.digit.utf8) + [UInt8(place)], from: own)
            for _ in digit..<15 { own = Self.step(own) }
            older.append(digit == 0 ? nil : Self.step(own))
        }
        return (own, older)
    }

    /// The key of a digit, from that of the digit above it.
    static func step(_ key: SymmetricKey) -> SymmetricKey {
        derive(Array(Label.step.utf8), from: key)
    }

    /// HMAC-SHA256 of a message, as a key.
    static func derive(_ message: [UInt8], from key: SymmetricKey) -> SymmetricKey {
        SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: message, using: key))
    }
}
