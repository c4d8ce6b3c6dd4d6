import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacroExpansion
import SwiftSyntaxMacrosGenericTestSupport
import Testing

@testable import RedoubtMacros

/// The macros as a client sees them, by the names of their attributes.
private let macros: [String: MacroSpec] = [
    "EnclaveInterface": MacroSpec(type: EnclaveInterfaceMacro.self),
    "HostInterface": MacroSpec(type: HostInterfaceMacro.self),
    "EnclaveValue": MacroSpec(
        type: EnclaveValueMacro.self,
        conformances: ["RedoubtABI.WireCodable"]
    ),
]

/// A problem that a macro should find.
struct ExpectedProblem {
    let message: String
    /// The text that it should point at: the first place in the source where this stands.
    let place: String
    var note: String?
    var fixIts: [String] = []

    init(_ message: String, at place: String, note: String? = nil, fixIts: [String] = []) {
        self.message = message
        self.place = place
        self.note = note
        self.fixIts = fixIts
    }

    fileprivate func specification(in source: String) -> DiagnosticSpec? {
        guard let range = source.firstRange(of: place) else { return nil }
        let lines = source[..<range.lowerBound].split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        let column = (lines.last?.utf8.count ?? 0) + 1
        return DiagnosticSpec(
            message: message,
            line: lines.count,
            column: column,
            notes: note.map { [NoteSpec(message: $0, line: lines.count, column: column)] } ?? [],
            fixIts: fixIts.map { FixItSpec(message: $0) }
        )
    }
}

/// Expects that the source expands to itself, followed by the given code, without a problem.
///
/// Its attributes stand on lines of their own.
func expectExpansion(
    of source: String,
    to generated: String,
    location: Testing.SourceLocation = #_sourceLocation
) {
    expand(
        source,
        to: source.withoutMacros + "\n\n" + generated,
        diagnostics: [],
        location: location
    )
}

/// Expects that the source expands to nothing, with these problems, in this order; and that the
/// given fix-its, or all, turn it into the fixed source.
///
/// Its attributes stand on lines of their own.
func expectProblems(
    in source: String,
    _ problems: [ExpectedProblem],
    applying fixIts: [String]? = nil,
    fixed: String? = nil,
    location: Testing.SourceLocation = #_sourceLocation
) {
    let specifications = problems.compactMap { problem in
        let specification = problem.specification(in: source)
        if specification == nil {
            Issue.record("'\(problem.place)' is not in the source", sourceLocation: location)
        }
        return specification
    }
    expand(
        source,
        to: source.withoutMacros,
        diagnostics: specifications,
        applying: fixIts,
        fixed: fixed,
        location: location
    )
}

private func expand(
    _ source: String,
    to expanded: String,
    diagnostics: [DiagnosticSpec],
    applying fixIts: [String]? = nil,
    fixed: String? = nil,
    location: Testing.SourceLocation
) {
    assertMacroExpansion(
        source,
        expandedSource: expanded,
        diagnostics: diagnostics,
        macroSpecs: macros,
        applyFixIts: fixIts,
        // Fix-its change the source itself, whose attribute is still there.
        fixedSource: fixed.map { "\(source.prefix { $0 != "\n" })\n\($0)" },
        indentationWidth: .spaces(4),
        failureHandler: { failure in
            Issue.record("\(failure.message)", sourceLocation: location)
        }
    )
}

extension String {
    /// What the macro system leaves of a source: attributes are taken away as they are expanded.
    fileprivate var withoutMacros: String {
        split(separator: "\n", omittingEmptySubsequences: false)
            .filter { line in !macros.keys.contains { line.drop { $0 == " " } == "@\($0)" } }
            .joined(separator: "\n")
    }
}
