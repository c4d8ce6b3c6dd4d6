import SwiftSyntax

extension ValueDeclaration {
    /// Reads a struct or an enum, and notes everything in it that cannot cross.
    init?(
        parsing declaration: some DeclGroupSyntax,
        in lexicalContext: [Syntax],
        problems: inout Problems
    ) {
        let members = declaration.memberBlock.members
        if declaration.is(StructDeclSyntax.self) {
            content = .properties(Self.properties(in: members, problems: &problems))
        } else if let enumeration = declaration.as(EnumDeclSyntax.self) {
            let cases = Self.cases(in: members, problems: &problems)
            if cases.isEmpty { problems.add(.noCases, at: enumeration.name) }
            content = .cases(cases)
        } else {
            problems.add(.notAValue(declaration.introducer.text), at: declaration.introducer)
            return nil
        }
        access = AccessLevel(of: declaration.modifiers, in: lexicalContext.first)
        ValueRules.check(declaration, in: lexicalContext, problems: &problems)
        for condition in members.compactMap({ $0.decl.as(IfConfigDeclSyntax.self) }) {
            ValueRules.check(condition, problems: &problems)
        }
    }

    private static func properties(
        in members: MemberBlockItemListSyntax,
        problems: inout Problems
    ) -> [String] {
        var names: [String] = []
        for property in members.compactMap({ $0.decl.as(VariableDeclSyntax.self) })
        where !property.isStatic && property.bindings.contains(where: \.isStored) {
            ValueRules.check(property, problems: &problems)
            // In `var width, height: Int` the type follows, and holds for what comes before it.
            var type: TypeSyntax?
            var typed: [(PatternBindingSyntax, TypeSyntax?)] = []
            for binding in property.bindings.reversed() {
                if let own = binding.typeAnnotation?.type { type = own }
                if binding.typeAnnotation == nil, binding.initializer != nil { type = nil }
                typed.append((binding, type))
            }
            for (binding, type) in typed.reversed() where binding.isStored {
                ValueRules.check(binding, type: type, of: property, problems: &problems)
                names.append(binding.pattern.trimmedDescription)
            }
        }
        return names
    }

    private static func cases(
        in members: MemberBlockItemListSyntax,
        problems: inout Problems
    ) -> [Case] {
        var cases: [Case] = []
        for element in members.compactMap({ $0.decl.as(EnumCaseDeclSyntax.self) }).flatMap(
            \.elements
        ) {
            let payload = element.parameterClause.map { Array($0.parameters) } ?? []
            for value in payload { ValueRules.check(value, problems: &problems) }
            let labels = payload.map { value -> String? in
                guard let label = value.firstName, label.tokenKind != .wildcard else { return nil }
                return label.argumentLabel
            }
            cases.append(Case(name: element.name.trimmedDescription, labels: labels))
            if cases.count > 256 { problems.add(.tooManyCases(cases.count), at: element.name) }
        }
        return cases
    }
}
