import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxBuilder

/// Decides from a type's spelling whether its values can cross between host and enclave.
///
/// A name that says nothing is left to the compiler, which refuses it where generated code needs
/// `WireCodable`.
struct CrossingTypes {
    /// Where a type stands.
    enum Place { case parameter, result, failure, content }

    let place: Place

    /// Notes everything in the type that cannot cross.
    func check(_ type: TypeSyntax, problems: inout Problems) {
        // Nothing is a result like any other.
        if place == .result, type.isVoid { return }
        // A call has its streams beside its arguments.
        if place == .parameter, InterfaceDeclaration.StreamKind(type.compactDescription) != nil {
            return
        }
        inspect(type, problems: &problems)
    }

    private func inspect(_ type: TypeSyntax, problems: inout Problems) {
        switch type.as(TypeSyntaxEnum.self) {
        case .arrayType(let array):
            inspect(array.element, problems: &problems)
        case .optionalType(let optional):
            inspect(optional.wrappedType, problems: &problems)
        case .dictionaryType(let dictionary):
            inspect(dictionary.key, problems: &problems)
            inspect(dictionary.value, problems: &problems)
        case .implicitlyUnwrappedOptionalType(let optional):
            inspect(unwrapped: optional, problems: &problems)
        case .identifierType(let named):
            inspect(named.name, of: type, problems: &problems)
            inspect(named.genericArgumentClause, problems: &problems)
        case .memberType(let member):
            // A type in a module that is not known may have any name.
            if ["Swift", "Foundation", "FoundationEssentials"].contains(
                member.baseType.trimmedDescription
            ) {
                inspect(member.name, of: type, problems: &problems)
            }
            inspect(member.genericArgumentClause, problems: &problems)
        case .tupleType(let tuple):
            inspect(tuple, problems: &problems)
        case .attributedType(let attributed):
            inspect(attributed, problems: &problems)
        case .functionType:
            problems.add(.closure, at: type)
        case .someOrAnyType(let constrained)
        where constrained.someOrAnySpecifier.tokenKind == .keyword(.some):
            problems.add(.opaque(type), at: type)
        case .someOrAnyType, .compositionType, .suppressedType:
            problems.add(place == .failure ? .untypedThrows : .existential(type), at: type)
        case .metatypeType:
            problems.add(.metatype, at: type)
        case .inlineArrayType:
            problems.add(.foreign(type.trimmedDescription, "use an array"), at: type)
        default:
            // Packs, old spellings, and code that is no type: the compiler says what is wrong.
            break
        }
    }

    private func inspect(_ arguments: GenericArgumentClauseSyntax?, problems: inout Problems) {
        for argument in arguments?.arguments ?? [] {
            if let type = argument.argument.as(TypeSyntax.self) {
                inspect(type, problems: &problems)
            }
        }
    }

    private func inspect(_ name: TokenSyntax, of type: TypeSyntax, problems: inout Problems) {
        let plain = name.plainText
        if InterfaceDeclaration.StreamKind(plain) != nil {
            problems.add(.streamInside(plain), at: type)
        } else if plain == "Self" {
            // In a struct or enum it is just a shorter name.
            if place != .content { problems.add(.selfType, at: type) }
        } else if type.isVoid {
            problems.add(.nothing, at: type)
        } else if ForeignTypes.existentials.contains(plain) {
            problems.add(place == .failure ? .untypedThrows : .existential(type), at: type)
        } else if ForeignTypes.isPointer(plain) {
            problems.add(.pointer, at: type)
        } else if let advice = ForeignTypes.advice(for: plain) {
            let spelling = type.trimmedDescription
            problems.add(
                .foreign(spelling, advice.text),
                at: type,
                note: type.is(IdentifierTypeSyntax.self) ? .ownType(plain) : nil,
                fixIts: advice.replacement.map {
                    [.replacing(type, with: TypeSyntax.spelled($0), "use '\($0)'")]
                } ?? []
            )
        }
    }

    private func inspect(_ tuple: TupleTypeSyntax, problems: inout Problems) {
        if let only = tuple.elements.first, tuple.elements.count == 1 {
            inspect(only.type, problems: &problems)
        } else {
            problems.add(tuple.elements.isEmpty ? .nothing : .tuple, at: tuple)
        }
    }

    private func inspect(
        unwrapped optional: ImplicitlyUnwrappedOptionalTypeSyntax,
        problems: inout Problems
    ) {
        let spelling = "\(optional.wrappedType.trimmedDescription)?"
        problems.add(
            .implicitlyUnwrapped(spelling),
            at: optional,
            fixIts: [
                .replacing(
                    TypeSyntax(optional),
                    with: TypeSyntax.spelled(spelling),
                    "use '\(spelling)'"
                )
            ]
        )
        inspect(optional.wrappedType, problems: &problems)
    }

    private func inspect(_ attributed: AttributedTypeSyntax, problems: inout Problems) {
        for specifier in attributed.specifiers {
            let words = specifier.trimmedDescription
            if words == "inout" {
                problems.add(.inout, at: specifier)
            } else {
                let rest = attributed.with(
                    \.specifiers,
                    attributed.specifiers.filter { $0.id != specifier.id }
                )
                .with(\.leadingTrivia, attributed.leadingTrivia)
                problems.add(
                    .ownership(words),
                    at: specifier,
                    fixIts: [.replacing(attributed, with: rest, "remove '\(words)'")]
                )
            }
        }
        // What is said of a closure is of no interest: it cannot cross in any way.
        if !attributed.baseType.is(FunctionTypeSyntax.self) {
            for attribute in attributed.attributes {
                problems.add(.attribute(attribute.trimmedDescription), at: attribute)
            }
        }
        inspect(attributed.baseType, problems: &problems)
    }
}

extension TypeSyntax {
    /// A type in place of another one.
    fileprivate static func spelled(_ text: String) -> TypeSyntax { "\(raw: text)" }
}
