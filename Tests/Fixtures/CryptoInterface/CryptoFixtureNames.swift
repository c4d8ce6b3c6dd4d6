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

/// What is done with a secret.
@EnclaveValue
public enum SecretOperation: Sendable, CaseIterable {
    case nothing, comparison, aesGCM, chaChaPoly, hmac, hkdf, x25519, ed25519, p256Signature
    case p256Agreement, p384Signature, hpke
    /// Keeps the secret, so that the search has something to find.
    case kept
}

/// Where bytes of a dropped secret were found, and how often.
@EnclaveValue
public struct Residue: Sendable, Equatable {
    /// In the heap.
    public var heap: Int
    /// In the part of the thread's stack that is not in use.
    public var stack: Int

    /// Counts.
    public init(heap: Int, stack: Int) {
        self.heap = heap
        self.stack = stack
    }
}
