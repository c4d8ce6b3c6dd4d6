internal import CRedoubtABI
internal import RedoubtABI

/// What two enclaves must share to be given the same key.
enum KeyPolicy: UInt8, CaseIterable {
    case exactCode = 1
    case sameImage = 2
    case sameFamily = 3
    case sameAuthor = 4

    /// What is shared, as the derivation takes it.
    func fields(of identity: EnclaveIdentity) -> [UInt8] {
        switch self {
        case .exactCode: identity.measurement.bytes
        case .sameImage: identity.signer.bytes + identity.product.bytes
        case .sameFamily: identity.signer.bytes + identity.family.bytes
        case .sameAuthor: identity.signer.bytes
        }
    }

    /// Where the keys of the security versions are; nil if the policy has none.
    var versionKeys: KeyPath<redoubt_epoch_keys, redoubt_version_keys>? {
        switch self {
        case .exactCode: nil
        case .sameImage: \.same_image
        case .sameFamily: \.same_family
        case .sameAuthor: \.same_author
        }
    }
}
