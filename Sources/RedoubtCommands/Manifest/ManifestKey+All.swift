import RedoubtABI
import RedoubtImage

extension ManifestKey {
    /// All keys, in the order in which they are shown.
    static let all = [
        ManifestKey(
            name: "$schema",
            kind: .ignored,
            explanation:
                "Where an editor finds the JSON schema, which `redoubt schema` prints; Redoubt ignores it."
        ),
        integer(
            "threads",
            \.threadCount,
            EnclaveConfiguration.threadCountLimits,
            "How many calls run at the same time; each has a stack, and room for one message."
        ),
        integer(
            "heapBytes",
            \.heapBytes,
            EnclaveConfiguration.heapBytesLimits,
            "All memory that the enclave can allocate, in bytes, rounded up to pages of 4096."
        ),
        integer(
            "stackBytes",
            \.stackBytes,
            EnclaveConfiguration.stackBytesLimits,
            "The stack of each thread, in bytes, rounded up to pages of 4096."
        ),
        integer(
            "channelBytes",
            \.channelBytes,
            EnclaveConfiguration.channelBytesLimits,
            "The largest message in each direction, in bytes."
        ),
        ManifestKey(
            name: "productID",
            kind: .identifier(
                get: { "\($0.product)" },
                set: { configuration, digits in
                    guard let product = ProductID(hexadecimal: digits) else { return false }
                    configuration.product = product
                    return true
                }
            ),
            explanation:
                "Which of your products the enclave is, so that a host's policy can tell them apart."
        ),
        ManifestKey(
            name: "familyID",
            kind: .identifier(
                get: { "\($0.family)" },
                set: { configuration, digits in
                    guard let family = FamilyID(hexadecimal: digits) else { return false }
                    configuration.family = family
                    return true
                }
            ),
            explanation: "Which family of your products it belongs to."
        ),
        integer(
            "securityVersion",
            \.securityVersion,
            0...Int(UInt16.max),
            "How many times you closed a security hole in it (its SVN); never count back."
        ),
        integer(
            "imageVersion",
            \.imageVersion,
            0...Int(UInt32.max),
            "Which release it is, as you count; for people, no decision depends on it."
        ),
        ManifestKey(
            name: "minimumIsolation",
            kind: .isolation(
                get: { $0.minimumIsolation },
                set: { $0.minimumIsolation = $1 }
            ),
            explanation:
                "The weakest isolation in which the enclave runs, whatever its host accepts."
        ),
        ManifestKey(
            name: "debug",
            kind: .boolean(get: { $0.allowsDebug }, set: { $0.allowsDebug = $1 }),
            explanation: "Whether a launch may ask for debug; a debug enclave keeps no secrets."
        ),
    ]

    /// The key of a name; nil if there is none.
    static func named(_ name: String) -> ManifestKey? { all.first { $0.name == name } }

    private static func integer<Value: FixedWidthInteger & SendableMetatype>(
        _ name: String,
        _ path: any WritableKeyPath<EnclaveConfiguration, Value> & Sendable,
        _ limits: ClosedRange<Int>,
        _ explanation: String
    ) -> ManifestKey {
        ManifestKey(
            name: name,
            kind: .integer(
                limits,
                get: { Int($0[keyPath: path]) },
                // The parser has checked the limits.
                set: { $0[keyPath: path] = Value($1) }
            ),
            explanation: explanation
        )
    }
}
