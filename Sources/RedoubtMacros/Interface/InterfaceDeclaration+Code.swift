extension InterfaceDeclaration {
    /// What comes before every generated type: documentation and the protocol's `@available`.
    func attributes(_ documentation: String) -> Code {
        ["/// \(documentation)", Code(availability)]
    }

    /// A stored property with the initializer that sets it.
    func storage(
        _ name: String,
        _ type: String,
        _ documentation: String,
        _ initializer: String,
        isOpen: Bool,
        isInlinable: Bool = false
    ) -> Code {
        [
            "/// \(documentation)",
            isInlinable ? "@usableFromInline" : Code(),
            "\(isOpen ? access.member : isInlinable ? "" : "private ")let \(name): \(type)",
            "",
            "/// \(initializer)",
            .block("\(access.member)init(_ \(name): \(type))", "self.\(name) = \(name)"),
        ]
    }

    /// The interface's fingerprint, as a member of a generated type.
    var fingerprintMember: Code { fingerprintMember(isInlinable: false) }

    /// The same, for code that may be inlined into other modules.
    func fingerprintMember(isInlinable: Bool) -> Code {
        [
            "/// Names the interface as it was declared when this was built.",
            isInlinable ? "@inlinable" : Code(),
            .block(
                "\(access.member)static var fingerprint: RedoubtABI.InterfaceFingerprint",
                "RedoubtABI.InterfaceFingerprint(\(fingerprintLiteral))"
            ),
        ]
    }

    /// Code that no embedded program can hold, because it uses `async` and untyped errors.
    static func hosted(_ code: Code) -> Code {
        ["#if !hasFeature(Embedded)", code, "#endif"]
    }
}

extension InterfaceDeclaration.Method {
    /// Everything before the function's body, without access level and isolation.
    func signature(effects: String) -> String {
        let list = parameters.map(\.declaration).joined(separator: ", ")
        let arrow = result.map { " -> \($0)" } ?? ""
        return "func \(name)(\(list))\(effects.isEmpty ? "" : " " + effects)\(arrow)"
    }

    /// The method's own documentation and attributes, or a sentence where it has none.
    var heading: Code {
        let documentation =
            documentation.isEmpty ? ["/// Makes the call `\(reference)`."] : documentation
        return Code(documentation + attributes)
    }
}
