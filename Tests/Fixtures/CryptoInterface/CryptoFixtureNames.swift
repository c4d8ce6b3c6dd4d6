public import RedoubtABI

/// A hash function.
@EnclaveValue
public enum HashName: Sendable { case sha256, sha384, sha512 }

/// A cipher.
@EnclaveValue
public enum CipherName: Sendable { case aesGCM, chaChaPoly }

/// A curve.
@EnclaveValue
public enum CurveName: Sendable { case p256, p384, curve25519 }

/// How messages are signed.
@EnclaveValue
public struct SignatureScheme: Sendable {
    /// The curve.
    public var curve: CurveName
    /// The hash function, where the curve leaves a choice.
    public var hash: HashName
    /// Whether signatures are in DER.
    public var isDER: Bool

    /// Names a scheme.
    public init(curve: CurveName, hash: HashName, isDER: Bool) {
        self.curve = curve
        self.hash = hash
        self.isDER = isDER
    }
}

/// The text of a CryptoError.
@EnclaveValue
public struct CryptoRefusal: Error, Equatable {
    /// The text.
    public var text: String

    /// Makes a refusal.
    public init(text: String) {
        self.text = text
    }
}
