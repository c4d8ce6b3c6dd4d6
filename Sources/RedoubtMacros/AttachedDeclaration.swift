import SwiftSyntax

extension AttributeSyntax {
    /// The attribute's name, without the module that may stand before it.
    var plainName: String { attributeName.lastToken(viewMode: .sourceAccurate)?.text ?? "" }
}

extension AttributeListSyntax {
    /// The attributes that are not inside `#if`.
    var attributes: [AttributeSyntax] { compactMap { $0.as(AttributeSyntax.self) } }
}

extension DeclSyntaxProtocol {
    /// The word that says what is declared: `struct`, `func`, `var`.
    var declarationKeyword: TokenSyntax? {
        let modifiers = asProtocol((any WithModifiersSyntax).self)?.modifiers
        let attributes = asProtocol((any WithAttributesSyntax).self)?.attributes
        let last =
            modifiers?.lastToken(viewMode: .sourceAccurate)
            ?? attributes?.lastToken(viewMode: .sourceAccurate)
        guard let last else { return firstToken(viewMode: .sourceAccurate) }
        return last.nextToken(viewMode: .sourceAccurate)
    }
}
