import SwiftDiagnostics

/// What is wrong with a declaration, and what to do instead.
///
/// The texts stand beside the rules, in `Problem+Interface.swift`, `Problem+Value.swift` and
/// `Problem+Crossing.swift`.
struct Problem: DiagnosticMessage {
    let name: String
    let message: String

    init(_ name: String, _ message: String) {
        self.name = name
        self.message = message
    }

    var severity: DiagnosticSeverity { .error }
    var diagnosticID: MessageID { MessageID(domain: "Redoubt", id: name) }
}

/// What a change in the source would do.
struct Remedy: FixItMessage {
    let message: String

    init(_ message: String) { self.message = message }

    var fixItID: MessageID { MessageID(domain: "Redoubt", id: message) }
}

/// What helps to understand a problem.
struct Explanation: NoteMessage {
    let message: String

    init(_ message: String) { self.message = message }

    var noteID: MessageID { MessageID(domain: "Redoubt", id: message) }
}
