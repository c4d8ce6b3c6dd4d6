/// What SGX's EADD is told of a page: SECINFO's flags.
///
/// Source: Intel SDM vol. 3D, 35.11, "Security Information".
public struct SecurityInfo: Hashable, Sendable {
    /// The page's type.
    public enum PageType: UInt8, Sendable {
        /// A thread's control structure.
        case threadControl = 1
        /// Anything else.
        case regular = 2
    }

    /// What the enclave may do with the page.
    public let permissions: Permissions
    /// The page's type.
    public let pageType: PageType

    /// Describes a page.
    public init(_ pageType: PageType, _ permissions: Permissions) {
        self.pageType = pageType
        self.permissions = permissions
    }

    /// FLAGS: the permissions in bits 0 to 2, the type in bits 8 to 15.
    public var flags: UInt64 { UInt64(permissions.rawValue) | UInt64(pageType.rawValue) << 8 }
}
