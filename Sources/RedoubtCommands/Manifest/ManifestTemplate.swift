/// The `enclave.json` that `redoubt new` writes: every key with what it means.
enum ManifestTemplate {
    /// The file: what has a default is given, all else is there to be uncommented.
    static var text: String {
        "// What the enclave declares about itself. Every key may be left out.\n{\n"
            + ManifestKey.all.map(lines).joined(separator: "\n") + "}\n"
    }

    private static func lines(_ key: ManifestKey) -> String {
        let comment = "    // \(key.explanation)\n"
        let (example, isGiven) = example(key)
        return comment + "    \(isGiven ? "" : "// ")\"\(key.name)\": \(example),\n"
    }

    /// A value, and whether it is the default that stands there for real.
    private static func example(_ key: ManifestKey) -> (String, isGiven: Bool) {
        switch key.kind {
        case .integer, .boolean: (key.defaultText ?? "", true)
        case .identifier: ("\"00000000-0000-0000-0000-000000000000\"", false)
        case .isolation: ("\"\(IsolationName.all[0])\"", false)
        case .ignored: ("\"../../enclave.schema.json\"", false)
        }
    }
}
