extension ValueDeclaration {
    /// The extension that lets a value cross.
    ///
    /// Entering and leaving counts how deep values nest, so that bytes from the other side cannot
    /// make a recursive enum exhaust the stack. After an error nothing needs `leave()`.
    func extensionCode(of type: String, conforms: Bool) -> Code {
        let conformance = conforms ? ": RedoubtABI.WireCodable" : ""
        return .block(
            "extension \(type)\(conformance)",
            .spaced([
                [
                    "/// \(content.writingDocumentation)",
                    .block(
                        "\(access.member)func encode(to encoder: inout RedoubtABI.WireEncoder) "
                            + "throws(RedoubtABI.WireError)",
                        ["try encoder.enter()", content.writing, "encoder.leave()"]
                    ),
                ],
                [
                    "/// \(content.readingDocumentation)",
                    .block(
                        "\(access.member)init(from decoder: inout RedoubtABI.WireDecoder) "
                            + "throws(RedoubtABI.WireError)",
                        ["try decoder.enter()", content.reading, "decoder.leave()"]
                    ),
                ],
            ])
        )
    }
}

extension ValueDeclaration.Content {
    fileprivate var writingDocumentation: String {
        switch self {
        case .properties([]): "Writes one byte, because every value takes at least one."
        case .properties: "Writes the stored properties in their order."
        case .cases: "Writes the number of the case, then its payload."
        }
    }

    fileprivate var readingDocumentation: String {
        switch self {
        case .properties([]): "Reads one byte, which must be 0."
        case .properties: "Reads the stored properties in their order."
        case .cases: "Reads the number of a case, then its payload."
        }
    }

    fileprivate var writing: Code {
        switch self {
        case .properties([]):
            return "try encoder.write(0 as Swift.UInt8)"
        case .properties(let names):
            return Code(names.map { "try encoder.encode(self.\($0))" })
        case .cases(let cases):
            let branches = cases.enumerated().map { tag, item in
                [
                    "case \(item.expression { "let value\($0)" }):",
                    "    try encoder.write(\(tag) as Swift.UInt8)",
                    Code(item.labels.indices.map { "    try encoder.encode(value\($0))" }),
                ] as Code
            }
            return .block("switch self", branches.reduce([], +))
        }
    }

    fileprivate var reading: Code {
        switch self {
        case .properties([]):
            return "guard try decoder.read(Swift.UInt8.self) == 0 else { throw .invalidValue }"
        case .properties(let names):
            return Code(names.map { "self.\($0) = try decoder.decode()" })
        case .cases(let cases):
            let branches = cases.enumerated().map { tag, item in
                ["case \(tag):", "    self = \(item.expression { _ in "try decoder.decode()" })"]
                    as Code
            }
            return .block(
                "switch try decoder.read(Swift.UInt8.self)",
                branches.reduce([], +) + ["default:", "    throw .invalidValue"]
            )
        }
    }
}
