import Foundation
import RedoubtABI
import Testing

@testable import RedoubtAttacks

@Suite("The report of attacks")
struct AttackTableTests {
    private func row(
        _ attacker: Attacker = .root,
        promised: Bool,
        _ outcome: AttackRow.Outcome,
        _ control: AttackRow.Control = .found
    ) -> AttackRow {
        AttackRow(
            attack: "proc-mem",
            attacker: attacker,
            level: IsolationLevel(.process, .private),
            promised: promised,
            outcome: outcome,
            control: control,
            note: "what happened"
        )
    }

    @Test(
        "Each outcome has a word of its own, and only failures are failures",
        arguments: [
            (true, AttackRow.Outcome.held, "held", true),
            (true, .broken, "BROKEN", false),
            (false, .held, "not promised: held", true),
            (false, .broken, "not promised: got it", true),
            (true, .notApplicable, "not applicable", true),
            (true, .unfinished, "UNFINISHED", false),
        ]
    )
    func words(_ promised: Bool, _ outcome: AttackRow.Outcome, _ word: String, _ isGood: Bool) {
        let row = row(promised: promised, outcome)
        #expect(row.isGood == isGood)
        let lines = AttackTable([row], isColored: false).text.split(separator: "\n")
        let line = lines.first { $0.hasPrefix("proc-mem ") && !$0.contains("what happened") }
        #expect(
            line?.split(separator: "  ").contains {
                $0.trimmingCharacters(in: .whitespaces) == word
            } == true
        )
    }

    @Test("A control that found nothing makes a held attack worthless")
    func control() {
        #expect(!row(promised: true, .held, .missed).isGood)
        #expect(row(promised: true, .notApplicable, .notRun).isGood)
        let text = AttackTable([row(promised: true, .held, .missed)], isColored: false).text
        #expect(text.contains("the control got nothing"))
        #expect(text.contains("1 without a sound control"))
    }

    @Test("The exit status says whether a promise was broken, or a control failed")
    func status() {
        func status(_ rows: [AttackRow], left: Int = 0) -> Int32 {
            AttackReport(rows: rows, leftProcesses: left).exitStatus
        }
        let held = row(promised: true, .held)
        let got = row(promised: false, .broken)
        #expect(status([held, got, row(promised: true, .notApplicable, .notRun)]) == 0)
        #expect(status([held, row(promised: true, .broken)]) == 1)
        #expect(status([held], left: 1) == 1)
        #expect(status([held, row(promised: true, .held, .missed)]) == 2)
        #expect(status([held, row(promised: false, .unfinished)]) == 2)
    }

    @Test("A reason that many attacks share is given once")
    func reasons() {
        let row = row(promised: true, .notApplicable, .notRun)
        let text = AttackTable([row, row], isColored: false).text
        #expect(text.components(separatedBy: "as root: what happened").count == 2)
    }

    @Test("Colours are for terminals only")
    func colors() {
        let rows = [row(promised: true, .broken)]
        #expect(AttackTable(rows, isColored: true).text.contains("\u{1B}[31;1mBROKEN"))
        #expect(!AttackTable(rows, isColored: false).text.contains("\u{1B}"))
    }

    @Test("A row is an object with the documented keys")
    func keys() throws {
        let data = try JSONEncoder().encode(row(.hostUser, promised: true, .held))
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(
            Set(object.keys) == [
                "attack", "as", "backend", "memory", "promised", "outcome", "control", "note",
                "secrets", "control-secrets",
            ]
        )
        #expect(object["as"] as? String == "host's user")
        #expect(object["backend"] as? String == "process")
        #expect(object["memory"] as? String == "private")
        #expect(object["outcome"] as? String == "held")
    }

    @Test("What is promised is what README.md says", arguments: IsolationLevel.strongestFirst)
    func promises(_ level: IsolationLevel) {
        for attacker in [Attacker.hostUser, .otherUser] {
            #expect(Aim.reading.isPromised(against: attacker, at: level))
            #expect(Aim.control.isPromised(against: attacker, at: level))
        }
        for attacker in Attacker.allCases {
            #expect(
                Aim.developmentRoot.isPromised(against: attacker, at: level)
                    == (attacker == .otherUser)
            )
        }
        #expect(Aim.reading.isPromised(against: .root, at: level) == (level.memory == .private))
        #expect(!Aim.control.isPromised(against: .root, at: level))
        #expect(Aim.anotherProgram.isPromised(against: .root, at: level))
        #expect(!Aim.anotherMonitor.isPromised(against: .hostUser, at: level))
    }

    @Test("No two attacks have the same name, and each can be found by it")
    func names() {
        let names = AttackCatalog.all.map(\.name)
        #expect(Set(names).count == names.count)
        for name in names { #expect(AttackCatalog.attack(named: name)?.name == name) }
        #expect(AttackCatalog.attack(named: "no such attack") == nil)
    }
}
