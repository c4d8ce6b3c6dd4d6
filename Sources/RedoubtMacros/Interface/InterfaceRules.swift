import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxBuilder

/// What a protocol must be so that its methods can be calls.
enum InterfaceRules {
    /// Attributes of a method that hold on both sides, and are repeated there.
    static let repeatedAttributes: Set<String> = ["available", "discardableResult"]

    /// Checks the protocol without its members.
    static func check(_ declaration: ProtocolDeclSyntax, problems: inout Problems) {
        for attribute in declaration.attributes.attributes
        where attribute.plainName == "MainActor" {
            problems.add(.attribute(attribute.trimmedDescription), at: attribute)
        }
        for inherited in declaration.inheritanceClause?.inheritedTypes ?? [] {
            let name = inherited.type.trimmedDescription
            if !["Sendable", "Swift.Sendable"].contains(name) {
                problems.add(.inherited(name), at: inherited.type)
            }
        }
        if let clause = declaration.genericWhereClause {
            problems.add(.whereClause, at: clause)
        }
    }

    /// Checks a member that is not a method.
    static func check(other member: DeclSyntax, problems: inout Problems) {
        switch member.as(DeclSyntaxEnum.self) {
        case .variableDecl(let property): check(property, problems: &problems)
        case .subscriptDecl(let member): problems.add(.subscript, at: member.subscriptKeyword)
        case .initializerDecl(let member): problems.add(.initializer, at: member.initKeyword)
        case .associatedTypeDecl(let member):
            problems.add(.associatedType, at: member.associatedtypeKeyword)
        case .typeAliasDecl(let member): problems.add(.typeAlias, at: member.typealiasKeyword)
        case .ifConfigDecl(let member):
            problems.add(
                .conditional,
                at: member.clauses.first.map { Syntax($0.poundKeyword) } ?? Syntax(member)
            )
        default: problems.add(.otherMember, at: member)
        }
    }

    /// Checks a method.
    static func check(_ method: FunctionDeclSyntax, problems: inout Problems) {
        for attribute in method.attributes.attributes
        where !repeatedAttributes.contains(attribute.plainName) {
            problems.add(.attribute(attribute.trimmedDescription), at: attribute)
        }
        checkModifiers(of: method, problems: &problems)
        if let clause = method.genericParameterClause {
            problems.add(.generic(method.name.plainText), at: clause)
        } else if let clause = method.genericWhereClause {
            problems.add(.whereClause, at: clause)
        }
        for parameter in method.signature.parameterClause.parameters {
            check(parameter, problems: &problems)
        }
        if let effects = method.signature.effectSpecifiers {
            check(effects, problems: &problems)
        }
        if let type = method.signature.returnClause?.type {
            CrossingTypes(place: .result).check(type, problems: &problems)
        }
    }

    /// Checks that no method takes a stream, which only a call into an enclave can.
    static func checkNoStreams(in declaration: ProtocolDeclSyntax, problems: inout Problems) {
        for member in declaration.memberBlock.members {
            let method = member.decl.as(FunctionDeclSyntax.self)
            for parameter in method?.signature.parameterClause.parameters ?? [] {
                let type = parameter.type.compactDescription
                if InterfaceDeclaration.StreamKind(type) != nil {
                    problems.add(.streamToHost(type), at: parameter.type)
                }
            }
        }
    }

    private static func check(_ property: VariableDeclSyntax, problems: inout Problems) {
        for binding in property.bindings {
            let name = binding.pattern.trimmedDescription
            let type = binding.typeAnnotation?.type.compactDescription ?? "Value"
            let method: DeclSyntax = "func \(raw: name)() -> \(raw: type)"
            // With a setter it takes two methods, and their author knows how to name the second.
            let canReplace =
                property.bindings.count == 1 && property.modifiers.isEmpty
                && binding.accessorBlock?.trimmedDescription.filter { $0 != " " } == "{get}"
            let replacement = method.with(\.leadingTrivia, property.leadingTrivia)
                .with(\.trailingTrivia, property.trailingTrivia)
            problems.add(
                .property(name, type),
                at: property.bindingSpecifier,
                fixIts: canReplace
                    ? [.replacing(DeclSyntax(property), with: replacement, "make it a method")] : []
            )
        }
    }

    private static func checkModifiers(of method: FunctionDeclSyntax, problems: inout Problems) {
        for modifier in method.modifiers {
            let problem: Problem
            switch modifier.name.tokenKind {
            case .keyword(.nonisolated): continue
            case .keyword(.static), .keyword(.class): problem = .static(method.name.plainText)
            case .keyword(.mutating): problem = .mutating
            default: problem = .modifier(modifier.trimmedDescription)
            }
            problems.add(problem, at: modifier, fixIts: [.removing(modifier, from: method)])
        }
    }

    private static func check(_ parameter: FunctionParameterSyntax, problems: inout Problems) {
        for attribute in parameter.attributes {
            problems.add(.attribute(attribute.trimmedDescription), at: attribute)
        }
        if let ellipsis = parameter.ellipsis {
            let array = "[\(parameter.type.trimmedDescription)]"
            let changed = parameter.with(\.type, "\(raw: array)").with(\.ellipsis, nil)
            problems.add(
                .variadic(array),
                at: ellipsis,
                fixIts: [.replacing(parameter, with: changed, "take '\(array)'")]
            )
        }
        CrossingTypes(place: .parameter).check(parameter.type, problems: &problems)
    }

    private static func check(_ effects: FunctionEffectSpecifiersSyntax, problems: inout Problems) {
        if let async = effects.asyncSpecifier {
            let changed = effects.with(\.asyncSpecifier, nil).with(
                \.leadingTrivia,
                effects.leadingTrivia
            )
            problems.add(
                .async,
                at: async,
                fixIts: [.replacing(effects, with: changed, "remove 'async'")]
            )
        }
        guard let clause = effects.throwsClause else { return }
        if clause.throwsSpecifier.tokenKind == .keyword(.rethrows) {
            problems.add(.rethrowing, at: clause)
        } else if let type = clause.type {
            CrossingTypes(place: .failure).check(type, problems: &problems)
        } else {
            let typed = clause.with(\.throwsSpecifier.trailingTrivia, [])
                .with(\.leftParen, .leftParenToken())
                .with(\.type, "<#YourError#>")
                .with(\.rightParen, .rightParenToken(trailingTrivia: clause.trailingTrivia))
            problems.add(
                .untypedThrows,
                at: clause,
                fixIts: [.replacing(clause, with: typed, "declare the error's type")]
            )
        }
    }
}
