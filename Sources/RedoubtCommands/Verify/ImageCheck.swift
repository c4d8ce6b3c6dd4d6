/// One line of `redoubt verify-image`.
struct ImageCheck {
    /// What came out.
    enum Outcome {
        /// It holds.
        case holds(String)
        /// It does not.
        case refused(String)
        /// It cannot be told, because something else does not hold.
        case unchecked(String)
    }

    /// What was checked.
    let subject: String
    /// What came out.
    let outcome: Outcome

    init(_ subject: String, _ outcome: Outcome) {
        self.subject = subject
        self.outcome = outcome
    }

    /// A check that holds unless there is a reason against it.
    init(_ subject: String, _ text: String, unless refusal: String?) {
        self.init(subject, refusal.map { .refused($0) } ?? .holds(text))
    }

    /// Whether it holds.
    var holds: Bool {
        if case .holds = outcome { true } else { false }
    }

    /// The line.
    var line: String {
        let text =
            switch outcome {
            case .holds(let text): "ok           \(text)"
            case .refused(let reason): "REFUSED      \(reason)"
            case .unchecked(let reason): "not checked  \(reason)"
            }
        return subject + String(repeating: " ", count: max(1, 20 - subject.count)) + text
    }
}
