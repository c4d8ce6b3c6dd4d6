public import RedoubtABI

/// A keeper of signing keys: keys are made or imported inside, and what comes out are signatures.
///
/// Names are 1 to ``SignerLimits/nameBytes`` bytes of a-z, 0-9, `-`, `_` and `.`. Each use of a key is
/// checked against its policy and counted in the sealed store before the signature is made.
@EnclaveInterface
public protocol Signer {
    /// Opens the sealed store: the first call, after which the others work.
    ///
    /// - Returns: the store's generation, to be remembered where the host cannot set it back.
    func open(minimumGeneration: UInt64, mayCreate: Bool) throws(SignerError) -> UInt64
    /// The store's generation now.
    func generation() throws(SignerError) -> UInt64
    /// Seals again what an older epoch of the platform's or an older version of the image sealed.
    ///
    /// - Returns: how many records that were.
    func reseal() throws(SignerError) -> Int
    /// Makes a key.
    func makeKey(_ request: KeyRequest) throws(SignerError) -> KeyInformation
    /// Makes a key that private keys are wrapped for, in the place of the last, and offers it.
    ///
    /// It is gone with the enclave: a wrapped key is imported into this enclave, in this launch, once.
    ///
    /// - Parameter nonce: what the owner of the private key made up, or nothing.
    /// - Returns: an offer of delivery for ``KeyToImport/purpose``, with the enclave's report.
    /// - Throws: ``SignerError/delivery(_:)``.
    func offerImport(nonce: [UInt8]) throws(SignerError) -> [UInt8]
    /// Takes a key that its owner wrapped for the offer, under the name and the policy that the owner gave it.
    ///
    /// - Parameter wrapped: an envelope of delivery with a ``KeyToImport``.
    /// - Returns: what may be known of the key.
    /// - Throws: ``SignerError``: `noImportOffer`, `delivery`, `malformedWrappedKey`, `invalidName`, `invalidPolicy`,
    ///   `nameTaken`, `tooManyKeys`, `store`, `notOpen`. The envelope is used up by the last five too.
    func importKey(_ wrapped: [UInt8]) throws(SignerError) -> KeyInformation
    /// The names of the keys, in the order of their bytes.
    func names() throws(SignerError) -> [String]
    /// What may be known of a key.
    func key(_ name: String) throws(SignerError) -> KeyInformation
    /// Removes a key for good.
    func removeKey(_ name: String) throws(SignerError)
    /// Signs a SHA-256 digest with a P-256 key; what it is of is the host's word.
    ///
    /// - Returns: the signature in DER.
    func sign(_ name: String, digest: [UInt8]) throws(SignerError) -> [UInt8]
    /// Signs a message.
    ///
    /// - Returns: the signature: in DER for P-256, over the message's SHA-256; 64 bytes for Ed25519.
    func sign(_ name: String, message: [UInt8]) throws(SignerError) -> [UInt8]
    /// Makes a JSON Web Token (RFC 7519) in the compact form.
    ///
    /// The enclave writes `alg` itself, copies what else the header has, and takes the claims as they are.
    func token(_ name: String, header: [UInt8], claims: [UInt8]) throws(SignerError) -> [UInt8]
    /// Makes a certification request (RFC 2986), in DER.
    func certificateRequest(
        _ name: String,
        subject: [SubjectAttribute],
        dnsNames: [String]
    ) throws(SignerError) -> [UInt8]
    /// Signs a request for authentication (RFC 4252, 7) that is for this key, and nothing else.
    ///
    /// - Returns: the signature in the form of SSH.
    func authenticate(_ name: String, sshRequest: [UInt8]) throws(SignerError) -> [UInt8]
}

/// The bounds that the signer keeps.
public enum SignerLimits {
    /// The longest name, in bytes.
    public static let nameBytes = 64
    /// The most keys.
    public static let keys = 64
    /// The longest message, in bytes, that is signed as a whole.
    public static let messageBytes = 32 << 10
    /// The longest header of a token, in bytes.
    public static let headerBytes = 4 << 10
    /// The longest claims of a token, in bytes.
    public static let claimsBytes = 16 << 10
    /// The most attributes of a subject, and the most DNS names.
    public static let subjectParts = 32
    /// The longest attribute and the longest DNS name, in bytes.
    public static let subjectPartBytes = 200
    /// The most uses per minute that a policy can name.
    public static let usesPerMinute: UInt32 = 600
    /// The most uses that are counted ahead.
    public static let usesCountedAhead: UInt32 = 65_536
    /// The longest lifetime of a token that a policy can name, in seconds: ten years.
    public static let tokenLifetimeSeconds: UInt32 = 315_360_000

    /// Whether a text may be a key's name.
    public static func isName(_ text: String) -> Bool {
        let bytes = text.utf8
        guard !bytes.isEmpty, bytes.count <= nameBytes else { return false }
        return bytes.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
                || byte == 0x2D || byte == 0x5F || byte == 0x2E
        }
    }
}
