/// Rules of SGX and TDX quotes that Intel's library does not have, each of which can be asked for.
public struct StrictRules: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: UInt8

    /// The rules with these bits.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// No enclave or domain under debug.
    public static let noDebug = StrictRules(rawValue: 1)
    /// No reserved bit in TDATTRIBUTES.
    public static let noReservedAttributes = StrictRules(rawValue: 2)
    /// SEPT_VE_DISABLE must be set; quotes of a large cloud do without.
    public static let exceptionsDisabled = StrictRules(rawValue: 4)
    /// The domain may not be migratable.
    public static let notMigratable = StrictRules(rawValue: 8)
    /// No service domain may be bound to the domain.
    public static let noServiceDomain = StrictRules(rawValue: 16)
    /// Enclaves are quoted in version 3 only.
    public static let sgxOnlyInVersion3 = StrictRules(rawValue: 32)
    /// The quoting enclave's authentication data has 32 bytes.
    public static let authenticationDataOf32Bytes = StrictRules(rawValue: 64)
    /// The PCK chain is in the order leaf, authority, root.
    public static let leafFirst = StrictRules(rawValue: 128)
    /// All of them.
    public static let all = StrictRules(rawValue: 255)

    /// The rules by the names that a policy's JSON uses.
    public static let named: KeyValuePairs<String, StrictRules> = [
        "no-debug": .noDebug, "no-reserved-attributes": .noReservedAttributes,
        "sept-ve-disable": .exceptionsDisabled, "not-migratable": .notMigratable,
        "no-service-td": .noServiceDomain, "sgx-only-in-v3": .sgxOnlyInVersion3,
        "auth-data-32-bytes": .authenticationDataOf32Bytes, "leaf-first": .leafFirst, "all": .all,
    ]
}
