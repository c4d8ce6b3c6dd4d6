/// What a quote is verified with, as Intel's services deliver it; nothing about it is believed yet.
///
/// It is a bundle of nine texts, in the form that other verifiers and caching services use too.
public struct Collateral: Hashable, Sendable {
    /// The chain of the PCK certificate's issuer, PEM; not used, because the quote brings its own chain.
    public var pckCRLIssuerChain: [UInt8]
    /// The root's revocation list, DER.
    public var rootCRL: [UInt8]
    /// The revocation list of the PCK certificate's issuer, DER.
    public var pckCRL: [UInt8]
    /// The chain of the certificate that signs TCB info, PEM.
    public var tcbInfoIssuerChain: [UInt8]
    /// The member `tcbInfo` of the service's answer, byte for byte.
    public var tcbInfo: [UInt8]
    /// The signature over those bytes: r and s, 64 bytes.
    public var tcbInfoSignature: [UInt8]
    /// The chain of the certificate that signs enclave identities, PEM.
    public var quotingEnclaveIdentityIssuerChain: [UInt8]
    /// The member `enclaveIdentity` of the service's answer, byte for byte.
    public var quotingEnclaveIdentity: [UInt8]
    /// The signature over those bytes: r and s, 64 bytes.
    public var quotingEnclaveIdentitySignature: [UInt8]

    /// Puts a bundle together from its parts.
    public init(
        pckCRLIssuerChain: [UInt8],
        rootCRL: [UInt8],
        pckCRL: [UInt8],
        tcbInfoIssuerChain: [UInt8],
        tcbInfo: [UInt8],
        tcbInfoSignature: [UInt8],
        quotingEnclaveIdentityIssuerChain: [UInt8],
        quotingEnclaveIdentity: [UInt8],
        quotingEnclaveIdentitySignature: [UInt8]
    ) {
        self.pckCRLIssuerChain = pckCRLIssuerChain
        self.rootCRL = rootCRL
        self.pckCRL = pckCRL
        self.tcbInfoIssuerChain = tcbInfoIssuerChain
        self.tcbInfo = tcbInfo
        self.tcbInfoSignature = tcbInfoSignature
        self.quotingEnclaveIdentityIssuerChain = quotingEnclaveIdentityIssuerChain
        self.quotingEnclaveIdentity = quotingEnclaveIdentity
        self.quotingEnclaveIdentitySignature = quotingEnclaveIdentitySignature
    }
}
