public import RedoubtABI

/// Which enclaves can open what is sealed.
///
/// Whatever the policy: the same platform, the same author or code, and debug apart from production. All but
/// ``exactCode`` go forward alone: an enclave opens what enclaves of its own or an older security version sealed, and
/// never what a newer one did.
@EnclaveValue
public enum SealingPolicy: Hashable, CaseIterable, Sendable {
    /// The same measurement: the same program, to the byte. After an update nobody opens it.
    case exactCode
    /// The same author and product id.
    case sameImage
    /// The same author and family id.
    case sameFamily
    /// The same author.
    case sameAuthor
}

extension SealingPolicy {
    /// The policy's number in a sealed blob, and in the derivation of its keys.
    package var number: UInt8 {
        switch self {
        case .exactCode: 1
        case .sameImage: 2
        case .sameFamily: 3
        case .sameAuthor: 4
        }
    }

    /// The policy of a number; nil if there is none.
    package init?(number: UInt8) {
        switch number {
        case 1: self = .exactCode
        case 2: self = .sameImage
        case 3: self = .sameFamily
        case 4: self = .sameAuthor
        default: return nil
        }
    }
}

extension SealingPolicy: CustomStringConvertible {
    /// The case's name.
    public var description: String {
        switch self {
        case .exactCode: "exactCode"
        case .sameImage: "sameImage"
        case .sameFamily: "sameFamily"
        case .sameAuthor: "sameAuthor"
        }
    }
}
