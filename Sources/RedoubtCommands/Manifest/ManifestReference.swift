/// The table of all keys in `docs/ENCLAVE_JSON.md`.
enum ManifestReference {
    /// The table, in Markdown.
    static var table: String {
        (["| key | value | default | meaning |", "|---|---|---|---|"] + ManifestKey.all.map(row))
            .joined(separator: "\n") + "\n"
    }

    private static func row(_ key: ManifestKey) -> String {
        "| `\(key.name)` | \(value(key)) | \(defaultValue(key)) | \(key.explanation) |"
    }

    private static func value(_ key: ManifestKey) -> String {
        switch key.kind {
        case .integer(let limits, _, _): "\(limits.lowerBound) to \(limits.upperBound)"
        case .boolean: "`true` or `false`"
        case .identifier: "32 hexadecimal digits; a UUID's dashes may stay"
        case .isolation: IsolationName.all.map { "`\"\($0)\"`" }.joined(separator: ", ")
        case .ignored: "a string"
        }
    }

    private static func defaultValue(_ key: ManifestKey) -> String {
        switch key.kind {
        case .identifier: "zeros: none"
        case .isolation: "none: the host alone decides"
        case .ignored: ""
        case .integer, .boolean: key.defaultText ?? ""
        }
    }
}
