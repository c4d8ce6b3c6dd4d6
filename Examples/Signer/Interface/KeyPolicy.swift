public import RedoubtABI

/// What a key signs with.
@EnclaveValue
public enum KeyAlgorithm: Hashable, CaseIterable, Sendable {
    /// ECDSA with P-256 and SHA-256.
    case p256
    /// Ed25519 (RFC 8032).
    case ed25519
}

/// What a key may be used for.
///
/// All but the first two are forms that the enclave makes or checks itself, so that a key of one
/// purpose never signs something of another.
@EnclaveValue
public enum KeyPurpose: Hashable, CaseIterable, Sendable {
    /// SHA-256 digests that the host made; for P-256 alone. It includes every other purpose, in effect.
    case digest
    /// Any message. It includes every other purpose, in effect.
    case message
    /// JSON Web Tokens.
    case token
    /// Certification requests.
    case certificateRequest
    /// Authentication over SSH.
    case ssh
}

/// What a key may be used for, and how often, fixed when it is made.
@EnclaveValue
public struct KeyPolicy: Hashable, Sendable {
    /// What it may be used for: at least one purpose, none twice.
    public var purposes: [KeyPurpose]
    /// How many uses there may be in any minute of the host's clock; nil if it does not matter.
    public var usesPerMinute: UInt32?
    /// How many uses there may be in all; nil if it does not matter.
    public var uses: UInt64?
    /// How many uses are counted with one write to the store.
    ///
    /// With 1 the counter is exact. With more it is never too small, and at each restart up to so many too large.
    public var usesCountedAhead: UInt32 = 1
    /// The issuer that tokens must name; nil if it does not matter.
    public var tokenIssuer: String?
    /// The longest lifetime of a token, from `iat` to `exp`, in seconds; nil if it does not matter.
    public var tokenLifetimeSeconds: UInt32?

    /// Makes a policy without limits for some purposes.
    public init(purposes: [KeyPurpose]) { self.purposes = purposes }
}

/// What a key is to be.
@EnclaveValue
public struct KeyRequest: Hashable, Sendable {
    /// The key's name.
    public var name: String
    /// What it signs with.
    public var algorithm: KeyAlgorithm
    /// What it may be used for.
    public var policy: KeyPolicy

    /// Describes a key.
    public init(name: String, algorithm: KeyAlgorithm, policy: KeyPolicy) {
        self.name = name
        self.algorithm = algorithm
        self.policy = policy
    }
}

/// What may be known of a key.
@EnclaveValue
public struct KeyInformation: Hashable, Sendable {
    /// Name, algorithm and policy.
    public var request: KeyRequest
    /// Whether it came from outside, where somebody may still have it.
    public var isImported: Bool
    /// How often it was used, at most.
    public var uses: UInt64
    /// The public key: a point in the form of X9.63, 65 bytes, for P-256; 32 bytes for Ed25519.
    public var publicKey: [UInt8]

    /// Describes a key that there is.
    public init(request: KeyRequest, isImported: Bool, uses: UInt64, publicKey: [UInt8]) {
        self.request = request
        self.isImported = isImported
        self.uses = uses
        self.publicKey = publicKey
    }
}
