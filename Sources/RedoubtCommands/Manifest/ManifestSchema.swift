import RedoubtImage

/// The JSON schema of `enclave.json`: `docs/enclave.schema.json`, and what `redoubt schema` prints.
///
/// JSON Schema, draft 2020-12. It has no words for two rules: that numbers are in digits (1e3 is none), and that
/// the heap has room for the threads' messages.
enum ManifestSchema {
    /// The schema, as a file.
    static var text: String {
        JSONText.object([
            ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            ("title", .string("enclave.json")),
            (
                "description",
                .string("What a Redoubt enclave declares about itself. Every key may be left out.")
            ),
            ("type", .string("object")),
            ("additionalProperties", .boolean(false)),
            ("properties", .object(ManifestKey.all.map { ($0.name, .object(members(of: $0))) })),
        ]).rendered() + "\n"
    }

    private static func members(of key: ManifestKey) -> [(String, JSONText)] {
        let defaults = EnclaveConfiguration()
        let description = ("description", JSONText.string(key.explanation))
        switch key.kind {
        case .integer(let limits, let get, _):
            return [
                description, ("type", .string("integer")), ("minimum", .integer(limits.lowerBound)),
                ("maximum", .integer(limits.upperBound)), ("default", .integer(get(defaults))),
            ]
        case .boolean(let get, _):
            return [
                description, ("type", .string("boolean")), ("default", .boolean(get(defaults))),
            ]
        case .identifier(let get, _):
            return [
                description, ("type", .string("string")),
                (
                    "pattern",
                    .string(
                        "^([0-9a-fA-F]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$"
                    )
                ),
                ("default", .string(get(defaults))),
            ]
        case .isolation:
            return [
                description, ("type", .string("string")),
                ("enum", .list(IsolationName.all.map { .string($0) })),
            ]
        case .ignored:
            return [description, ("type", .string("string"))]
        }
    }
}
