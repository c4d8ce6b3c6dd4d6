import SwiftSyntax

/// Who may use what a macro writes: the same code that may use what the macro is attached to.
struct AccessLevel {
    /// Before a generated type; empty, or with a space after it.
    let type: String
    /// Before a generated member; empty, or with a space after it.
    let member: String
    /// Whether code of it may be inlined into other modules.
    let isInlinable: Bool

    /// Reads the access level of a declaration.
    ///
    /// - Parameters:
    ///   - modifiers: the declaration's own.
    ///   - enclosing: what stands directly around it. An extension's access level holds for members
    ///     that have none, and repeating it there would be a warning.
    init(of modifiers: DeclModifierListSyntax, in enclosing: Syntax?) {
        // What stands in another type may be less accessible than it says.
        isInlinable = enclosing == nil && Self.level(in: modifiers) == "public"
        if let own = Self.level(in: modifiers) {
            type = own + " "
            member = Self.memberLevel(for: own)
        } else if let outer = enclosing?.as(ExtensionDeclSyntax.self)?.modifiers,
            let inherited = Self.level(in: outer)
        {
            type = ""
            member = Self.memberLevel(for: inherited)
        } else {
            type = ""
            member = ""
        }
    }

    private static func level(in modifiers: DeclModifierListSyntax) -> String? {
        for modifier in modifiers where modifier.detail == nil {
            switch modifier.name.tokenKind {
            case .keyword(.public), .keyword(.open): return "public"
            case .keyword(.package): return "package"
            case .keyword(.private): return "private"
            case .keyword(.fileprivate): return "fileprivate"
            default: continue
            }
        }
        return nil
    }

    /// A member of a private type has no modifier, or else the rest of the file could not use it.
    private static func memberLevel(for type: String) -> String {
        type == "public" || type == "package" ? type + " " : ""
    }
}
