import RedoubtControl

/// One line of `redoubt verify-image`.
struct ImageCheck {
    /// What is checked.
    enum Subject: String {
        case structure
        case signature
        case measurement
        case signer
        case wantedMeasurement = "wanted measurement"
        case product
        case family
        case securityVersion = "security version"
        case debug
    }

    /// What came out.
    enum Outcome {
        /// It holds.
        case holds(String)
        /// It does not.
        case refused(String)
        /// It cannot be told, because something else does not hold.
        case unknown(String)
        /// Nobody asked.
        case notAsked(String)
    }

    /// What was checked.
    let subject: Subject
    /// What came out.
    let outcome: Outcome

    init(_ subject: Subject, _ outcome: Outcome) {
        self.subject = subject
        self.outcome = outcome
    }

    /// A check that holds unless there is a reason against it.
    init(_ subject: Subject, _ text: String, unless refusal: String?) {
        self.init(subject, refusal.map { .refused($0) } ?? .holds(text))
    }

    /// Whether the image may be accepted, as far as this goes.
    var isAcceptable: Bool {
        switch outcome {
        case .holds, .notAsked: true
        case .refused, .unknown: false
        }
    }

    /// The line.
    var line: String {
        let text =
            switch outcome {
            case .holds(let text): "ok           \(text)"
            case .refused(let reason): "REFUSED      \(reason)"
            case .unknown(let reason), .notAsked(let reason): "not checked  \(reason)"
            }
        let name = subject.rawValue
        return name + String(repeating: " ", count: max(1, 20 - name.count)) + VisibleText.of(text)
    }
}
