import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacros

/// `@EnclaveValue`: a struct or enum that can cross between host and enclave.
enum EnclaveValueMacro: ExtensionMacro {
    static func expansion(
        of node: AttributeSyntax,
        attachedTo declaration: some DeclGroupSyntax,
        providingExtensionsOf type: some TypeSyntaxProtocol,
        conformingTo protocols: [TypeSyntax],
        in context: some MacroExpansionContext
    ) throws -> [ExtensionDeclSyntax] {
        var problems = Problems()
        let value = ValueDeclaration(
            parsing: declaration,
            in: context.lexicalContext,
            problems: &problems
        )
        guard let value, problems.isEmpty else {
            problems.report(to: context)
            return []
        }
        let code = value.extensionCode(of: type.trimmedDescription, conforms: !protocols.isEmpty)
        return try [ExtensionDeclSyntax("\(raw: code.text)")]
    }
}
