internal import RedoubtABI

extension AttackRow {
    /// The row of one attempt.
    ///
    /// - Parameters:
    ///   - attack: the attack.
    ///   - attacker: whom it ran as.
    ///   - level: what it ran against.
    ///   - finding: what it came to; nil if it did not end in time.
    ///   - control: what the same attack came to on the unprotected process, nil if it did not end in time; nothing
    ///     at all if the suite could not run as that attacker.
    init(
        _ attack: any Attack,
        _ attacker: Attacker,
        _ level: IsolationLevel,
        _ finding: Finding?,
        _ control: Finding??
    ) {
        let controlled = Control(control)
        var note = finding?.text ?? "it did not end within \(AttackerProcess.limit)"
        if controlled == .missed {
            note += "; of the control: \(control??.text ?? "it did not end in time")"
        }
        self.init(
            attack: attack.name,
            attacker: attacker,
            level: level,
            promised: attack.aim.isPromised(against: attacker, at: level),
            outcome: Outcome(finding),
            control: controlled,
            note: note,
            secrets: finding?.secrets ?? [],
            controlSecrets: control??.secrets ?? []
        )
    }
}

extension AttackRow.Outcome {
    fileprivate init(_ finding: Finding?) {
        self =
            switch finding?.kind {
            case .found: .broken
            case .nothing: .held
            case .impossible: .notApplicable
            case nil: .unfinished
            }
    }
}

extension AttackRow.Control {
    fileprivate init(_ finding: Finding??) {
        guard case .some(let made) = finding else {
            self = .notRun
            return
        }
        self =
            switch made?.kind {
            case .impossible: .notRun
            case .found: .found
            case .nothing, nil: .missed
            }
    }
}
