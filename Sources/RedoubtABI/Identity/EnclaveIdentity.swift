/// Who an enclave is: measured and checked by its monitor before it ran.
@EnclaveValue
public struct EnclaveIdentity: Hashable {
    /// What it was when it started.
    public let measurement: Measurement
    /// Who signed it.
    public let signer: SignerID
    /// Which product of the signer's it is.
    public let product: ProductID
    /// Which family of products it belongs to.
    public let family: FamilyID
    /// How many times a security hole has been closed in it: its SVN.
    public let securityVersion: UInt16
    /// Which release it is, as its author counts.
    ///
    /// For people: no decision of security should depend on it.
    public let imageVersion: UInt32
    /// Whether it runs in debug: image and launch have both asked for it.
    ///
    /// A debug enclave keeps no secrets.
    public let isDebug: Bool

    /// Describes an enclave.
    public init(
        measurement: Measurement,
        signer: SignerID,
        product: ProductID = .none,
        family: FamilyID = .none,
        securityVersion: UInt16 = 0,
        imageVersion: UInt32 = 0,
        isDebug: Bool = false
    ) {
        self.measurement = measurement
        self.signer = signer
        self.product = product
        self.family = family
        self.securityVersion = securityVersion
        self.imageVersion = imageVersion
        self.isDebug = isDebug
    }

    /// Whether it was signed with the development key, which everybody has.
    public var isDevelopment: Bool { signer == .development }
}

extension EnclaveIdentity: CustomStringConvertible {
    /// Measurement, signer, ids and versions on one line, and in capitals what makes it unfit for secrets.
    public var description: String {
        "measurement \(measurement), "
            + (isDevelopment ? "signed with the DEVELOPMENT KEY" : "signed by \(signer)")
            + (product == .none ? "" : ", product \(product)")
            + (family == .none ? "" : ", family \(family)")
            + ", security version \(securityVersion), image version \(imageVersion)"
            + (isDebug ? ", in DEBUG" : "")
    }
}
