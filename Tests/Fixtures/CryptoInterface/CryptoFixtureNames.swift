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
    /// Leaves the secret on the stack, for the same reason.
    case leftOnStack
}

/// What an operation has left of the stack below its caller, which was painted before.
@EnclaveValue
public struct StackResidue: Sendable, Equatable {
    /// How far down it was written to, or wiped.
    public var depthBytes: Int
    /// Bytes that are neither paint nor wiped, 8 KiB down and deeper.
    public var deepBytes: Int

    /// Says what was left.
    public init(depthBytes: Int, deepBytes: Int) {
        self.depthBytes = depthBytes
        self.deepBytes = deepBytes
    }
}

/// A secret that comes of an operation, and that nobody keeps.
@EnclaveValue
public enum DerivedSecret: Sendable, CaseIterable {
    /// What HKDF extracts.
    case extracted, extractedBySHA512
    /// The first and the second block that HKDF expands to.
    case expanded, expandedSecond
    /// What two keys agree on, and what is derived from it.
    case x25519Shared, p256Shared, derivedFromShared
    /// What Ed25519 makes of its seed.
    case ed25519Scalar, ed25519Prefix
    /// What HPKE agrees on, and the key that its messages are encrypted with.
    case hpkeShared, hpkeKey
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
