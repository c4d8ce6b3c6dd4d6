import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxMacros

/// Collects everything that is wrong with a declaration, so that its author learns it in one build.
struct Problems {
    private(set) var diagnostics: [Diagnostic] = []

    var isEmpty: Bool { diagnostics.isEmpty }

    /// Notes a problem at the node that has to change.
    mutating func add(
        _ problem: Problem,
        at node: some SyntaxProtocol,
        note: Explanation? = nil,
        fixIts: [FixIt] = []
    ) {
        diagnostics.append(
            Diagnostic(
                node: Syntax(node),
                message: problem,
                notes: note.map { [Note(node: Syntax(node), message: $0)] } ?? [],
                fixIts: fixIts
            )
        )
    }

    /// Reports the problems, in the order of the source.
    func report(to context: some MacroExpansionContext) {
        for diagnostic in diagnostics.sorted(by: { $0.position < $1.position }) {
            context.diagnose(diagnostic)
        }
    }
}

extension FixIt {
    /// Writes one node in place of another.
    static func replacing(
        _ old: some SyntaxProtocol,
        with new: some SyntaxProtocol,
        _ message: String
    ) -> FixIt {
        .replace(message: Remedy(message), oldNode: old, newNode: new)
    }

    /// Leaves some of a declaration's modifiers out.
    static func removing<Declaration: WithModifiersSyntax>(
        _ modifier: DeclModifierSyntax,
        from declaration: Declaration
    ) -> FixIt {
        let rest = declaration.modifiers.filter { $0.id != modifier.id }
        // The first word of the declaration carries its comments and its place on the line.
        let changed = declaration.with(\.modifiers, rest)
            .with(\.leadingTrivia, declaration.leadingTrivia)
        return replacing(declaration, with: changed, "remove '\(modifier.name.text)'")
    }
}
