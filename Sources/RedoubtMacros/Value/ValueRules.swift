import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxBuilder

/// What a struct or an enum must be so that its values can cross.
enum ValueRules {
    /// Attributes of a property that leave it stored as it is declared.
    ///
    /// Any other may be a wrapper or a macro.
    private static let harmlessAttributes: Set<String> = [
        "available", "usableFromInline", "nonobjc",
    ]

    /// Protocols that say nothing about crossing.
    ///
    /// One that is not known may refine `WireCodable`.
    private static let uninformative: Set<String> = [
        "BitwiseCopyable", "Codable", "Comparable", "Equatable", "Hashable", "Identifiable",
        "Sendable",
    ]

    /// Checks what stands around the members.
    static func check(
        _ declaration: some DeclGroupSyntax,
        in lexicalContext: [Syntax],
        problems: inout Problems
    ) {
        for inherited in declaration.inheritanceClause?.inheritedTypes ?? []
        where inherited.type.is(SuppressedTypeSyntax.self) {
            problems.add(.notCopyable(inherited.type.trimmedDescription), at: inherited.type)
        }
        if let generic = declaration.asProtocol((any WithGenericParametersSyntax).self) {
            let constrained = generic.genericWhereClause?.tokens(viewMode: .sourceAccurate)
                .map(\.plainText)
            for parameter in generic.genericParameterClause?.parameters ?? []
            where constrained?.contains(parameter.name.plainText) != true {
                check(parameter, problems: &problems)
            }
        }
        let isInsideGeneric = lexicalContext.contains { outer in
            outer.asProtocol((any WithGenericParametersSyntax).self)?.genericParameterClause != nil
        }
        if isInsideGeneric { problems.add(.insideGeneric, at: declaration.introducer) }
    }

    /// Checks a type parameter.
    ///
    /// The type as a whole must be able to cross, not some of its specializations: a conformance
    /// that held for some only would leave `Sendable` to the author.
    private static func check(_ parameter: GenericParameterSyntax, problems: inout Problems) {
        let constraint = parameter.inheritedType?.trimmedDescription
        if parameter.specifier != nil {
            problems.add(.genericKind, at: parameter)
        } else if constraint.map(uninformative.contains) ?? true {
            let required = (constraint.map { "\($0) & " } ?? "") + "WireCodable"
            let name = parameter.name.with(\.trailingTrivia, [])
            let changed = parameter.with(\.name, name)
                .with(\.colon, .colonToken(trailingTrivia: .space))
                .with(\.inheritedType, "\(raw: required)")
            let declaration = "\(name.text): \(required)"
            problems.add(
                .genericParameter(declaration),
                at: parameter,
                fixIts: [.replacing(parameter, with: changed, "declare '\(declaration)'")]
            )
        }
    }

    /// Checks a condition among the members.
    ///
    /// It may surround what does not cross, such as methods.
    static func check(_ condition: IfConfigDeclSyntax, problems: inout Problems) {
        if holdsContent(condition), let keyword = condition.clauses.first?.poundKeyword {
            problems.add(.conditional, at: keyword)
        }
    }

    private static func holdsContent(_ condition: IfConfigDeclSyntax) -> Bool {
        let members = condition.clauses.flatMap { clause -> [DeclSyntax] in
            guard case .decls(let members) = clause.elements else { return [] }
            return members.map(\.decl)
        }
        return members.contains { member in
            if let property = member.as(VariableDeclSyntax.self) {
                return !property.isStatic && property.bindings.contains(where: \.isStored)
            }
            return member.is(EnumCaseDeclSyntax.self)
                || member.as(IfConfigDeclSyntax.self).map(holdsContent) == true
        }
    }

    /// Checks the words before a declaration of stored properties.
    static func check(_ property: VariableDeclSyntax, problems: inout Problems) {
        for modifier in property.modifiers {
            switch modifier.name.tokenKind {
            case .keyword(.lazy):
                problems.add(.lazy, at: modifier, fixIts: [.removing(modifier, from: property)])
            case .keyword(.weak), .keyword(.unowned):
                problems.add(.reference(modifier.trimmedDescription), at: modifier)
            default:
                continue
            }
        }
        for attribute in property.attributes.attributes
        where !harmlessAttributes.contains(attribute.plainName) {
            problems.add(.wrapper("@\(attribute.attributeName.trimmedDescription)"), at: attribute)
        }
    }

    /// Checks one stored property.
    static func check(
        _ binding: PatternBindingSyntax,
        type: TypeSyntax?,
        of property: VariableDeclSyntax,
        problems: inout Problems
    ) {
        guard let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.plainText
        else {
            problems.add(.severalAtOnce, at: binding.pattern)
            return
        }
        if property.bindingSpecifier.tokenKind == .keyword(.let), binding.initializer != nil {
            problems.add(.fixedValue(name), at: binding, fixIts: remedies(forFixed: property))
        } else if type == nil {
            problems.add(.noType(name), at: binding.pattern, fixIts: remedies(forUntyped: binding))
        }
        if let type { CrossingTypes(place: .content).check(type, problems: &problems) }
    }

    /// Checks the payload of a case.
    static func check(_ payload: EnumCaseParameterSyntax, problems: inout Problems) {
        CrossingTypes(place: .content).check(payload.type, problems: &problems)
    }

    private static func remedies(forFixed property: VariableDeclSyntax) -> [FixIt] {
        let keyword = property.bindingSpecifier
        let variable = keyword.with(\.tokenKind, .keyword(.var))
        let constant: TokenSyntax = .keyword(.static, trailingTrivia: .space)
        let shared = property.with(\.bindingSpecifier, keyword.with(\.leadingTrivia, []))
            .with(\.modifiers, property.modifiers + [DeclModifierSyntax(name: constant)])
            .with(\.leadingTrivia, property.leadingTrivia)
        return [
            .replacing(keyword, with: variable, "make it 'var'"),
            .replacing(property, with: shared, "make it 'static'"),
        ]
    }

    /// The type of a literal is no guess.
    private static func remedies(forUntyped binding: PatternBindingSyntax) -> [FixIt] {
        let type: TypeSyntax
        switch binding.initializer?.value.kind {
        case .integerLiteralExpr: type = "Int"
        case .floatLiteralExpr: type = "Double"
        case .stringLiteralExpr: type = "String"
        case .booleanLiteralExpr: type = "Bool"
        default: return []
        }
        let annotation = TypeAnnotationSyntax(
            colon: .colonToken(trailingTrivia: .space),
            type: type.with(\.trailingTrivia, .space)
        )
        let typed = binding.with(\.pattern.trailingTrivia, []).with(\.typeAnnotation, annotation)
        return [.replacing(binding, with: typed, "write ': \(type.trimmedDescription)'")]
    }
}

extension VariableDeclSyntax {
    var isStatic: Bool {
        modifiers.contains { [.keyword(.static), .keyword(.class)].contains($0.name.tokenKind) }
    }
}

extension PatternBindingSyntax {
    /// Whether the property has memory of its own.
    ///
    /// Observers watch it; every other accessor replaces it.
    var isStored: Bool {
        switch accessorBlock?.accessors {
        case nil: true
        case .getter: false
        case .accessors(let accessors):
            accessors.allSatisfy {
                [.keyword(.willSet), .keyword(.didSet)].contains($0.accessorSpecifier.tokenKind)
            }
        }
    }
}
