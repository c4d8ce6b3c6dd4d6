public import RedoubtABI

/// What the tests ask of an enclave that does cryptography.
@EnclaveInterface
public protocol CryptoFixture {
    func hash(_ algorithm: HashName, _ message: [UInt8]) -> [UInt8]
    func authenticate(_ algorithm: HashName, _ message: [UInt8], _ key: [UInt8]) -> [UInt8]
    /// Refused beyond the longest output.
    func deriveKey(_ algorithm: HashName, _ input: DerivationInput) throws(CryptoRefusal) -> [UInt8]
    /// Nonce, ciphertext and tag, with a nonce made inside.
    func seal(
        _ cipher: CipherName,
        _ message: [UInt8],
        _ key: [UInt8],
        _ context: [UInt8]
    ) throws(CryptoRefusal) -> [UInt8]
    func open(
        _ cipher: CipherName,
        _ combined: [UInt8],
        _ key: [UInt8],
        _ context: [UInt8]
    ) throws(CryptoRefusal) -> [UInt8]
    /// Ciphertext and tag.
    func sealWithNonce(
        _ cipher: CipherName,
        _ message: [UInt8],
        _ parameters: CipherParameters
    ) throws(CryptoRefusal) -> [UInt8]
    /// Opened into a new array and in place; both have to be the same.
    func openWithNonce(
        _ cipher: CipherName,
        _ ciphertext: [UInt8],
        _ tag: [UInt8],
        _ parameters: CipherParameters
    ) throws(CryptoRefusal) -> [UInt8]
    /// The secret that a private and a public key agree on.
    func agree(
        _ curve: CurveName,
        _ privateKey: [UInt8],
        _ publicKey: [UInt8]
    ) throws(CryptoRefusal) -> [UInt8]
    /// Whether a signature is right; keys as in X9.63, or of 32 bytes.
    func verify(_ scheme: SignatureScheme, _ signed: SignedMessage) throws(CryptoRefusal) -> Bool
    /// Signs with a key, or with one made inside if none is given.
    func sign(
        _ scheme: SignatureScheme,
        _ privateKey: [UInt8],
        _ message: [UInt8]
    ) throws(CryptoRefusal) -> SignedMessage
    /// Both ends of a conversation.
    func converse(_ conversation: HPKEConversation) throws(CryptoRefusal) -> HPKETranscript
    /// OPENSSL_ia32cap: what the library found of the processor.
    func processorFeatures() -> [UInt32]
    /// Makes a secret, does something with it, drops it, and counts what is left of it in memory.
    func residue(of operation: SecretOperation) throws(CryptoRefusal) -> Residue
    /// What is in memory of a secret before an operation makes it, and what is left of it afterwards.
    func residue(ofDerived secret: DerivedSecret) throws(CryptoRefusal) -> [Residue]
    /// Makes a secret, does something with it, drops it, and counts what is left of anything deep in the stack.
    func stackResidue(of operation: SecretOperation) throws(CryptoRefusal) -> StackResidue
    /// Seals, opens, delivers to itself, and stores, so that an enclave with all algorithms has these, too.
    ///
    /// Returns what comes back.
    func sealDeliverAndStore(_ content: [UInt8]) throws(CryptoRefusal) -> [[UInt8]]
}

/// What the tests ask of an enclave that computes SHA-256, and nothing else.
@EnclaveInterface
public protocol HashFixture {
    func hash(_ message: [UInt8]) -> [UInt8]
}
