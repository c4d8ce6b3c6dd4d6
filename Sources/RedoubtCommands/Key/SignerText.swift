import RedoubtABI

/// How a signer is shown.
enum SignerText {
    /// The signer's id; the development key is called so, loudly.
    static func name(_ signer: SignerID) -> String {
        signer == .development ? "DEVELOPMENT KEY (\(signer)), which everybody has" : "\(signer)"
    }
}
