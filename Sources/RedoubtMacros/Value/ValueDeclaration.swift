/// A struct or an enum whose values cross, as the macro needs it.
struct ValueDeclaration {
    let access: AccessLevel
    let content: Content

    /// What a value consists of.
    enum Content {
        /// The names of the stored properties, in their order.
        case properties([String])
        /// The cases, in their order.
        case cases([Case])
    }

    /// One case of an enum.
    struct Case {
        /// As code must spell it.
        let name: String
        /// The labels of its payload, nil where there is none.
        let labels: [String?]

        /// The case with something in place of each payload value.
        func expression(_ payload: (Int) -> String) -> String {
            guard !labels.isEmpty else { return ".\(name)" }
            let values = labels.enumerated().map { position, label in
                label.map { "\($0): \(payload(position))" } ?? payload(position)
            }
            return ".\(name)(\(values.joined(separator: ", ")))"
        }
    }
}
