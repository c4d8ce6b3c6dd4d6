public import RedoubtABI

/// One reason for which a policy refuses an enclave.
@EnclaveValue
public enum PolicyViolation: Hashable {
    /// It is signed with the development key, which everybody has.
    case development
    /// It is signed with a key of its author's, and the policy is the one for development.
    case notDevelopment(signer: SignerID)
    /// Another key signed it.
    case signer(SignerID, expected: SignerID)
    /// It is none of the enclaves that the policy names.
    case measurement(Measurement)
    /// It is another product.
    case product(ProductID, expected: ProductID)
    /// It belongs to another family.
    case family(FamilyID, expected: FamilyID)
    /// It is too old.
    case securityVersion(UInt16, minimum: UInt16)
    /// The policy denies this enclave.
    case deniedMeasurement(Measurement)
    /// The policy denies this release.
    case deniedVersion(SignerID, securityVersion: UInt16)
    /// The launch asks for debug, and the image does not allow it.
    case debug
}

extension PolicyViolation: CustomStringConvertible {
    /// What the policy wants, what was found, and what to do.
    public var description: String {
        switch self {
        case .development:
            "it is signed with the development key, which everybody has: sign it with a key of yours "
                + "(`redoubt sign`), or launch it with the policy .development"
        case .notDevelopment(let signer):
            "it is signed by \(signer), not with the development key: name that signer in the policy if you "
                + "trust it"
        case .signer(let signer, let expected):
            "it is signed by \(signer), and the policy accepts only \(expected): get the image from its author, "
                + "or name that signer in the policy if you trust it"
        case .measurement(let measurement):
            "its measurement is \(measurement), which is none of the policy's: add it if you have checked "
                + "that image"
        case .product(let product, let expected):
            "it is product \(product), and the policy accepts only \(expected): launch that product's image, or "
                + "change the policy"
        case .family(let family, let expected):
            "it is of family \(family), and the policy accepts only \(expected): launch an image of that family, "
                + "or change the policy"
        case .securityVersion(let version, let minimum):
            "its security version is \(version), and the policy accepts \(minimum) or newer: get a newer image"
        case .deniedMeasurement(let measurement):
            "the policy denies the measurement \(measurement): get another image"
        case .deniedVersion(let signer, let version):
            "the policy denies security version \(version) of signer \(signer): get a newer image"
        case .debug:
            "the launch asks for debug, and the image does not allow it: launch without, or build the image "
                + "with \"debug\": true in enclave.json"
        }
    }
}
