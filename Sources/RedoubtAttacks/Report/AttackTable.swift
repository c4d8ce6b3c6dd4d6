internal import Foundation
internal import RedoubtABI

/// The report as a table: one line for each attack and attacker, one column for each level.
public struct AttackTable {
    private let rows: [AttackRow]
    private let isColored: Bool

    /// Makes a table.
    ///
    /// - Parameters:
    ///   - rows: the report.
    ///   - isColored: whether to use a terminal's colours.
    public init(_ rows: [AttackRow], isColored: Bool) {
        self.rows = rows
        self.isColored = isColored
    }

    /// The table, and below it what has to be explained.
    public var text: String {
        let levels = IsolationLevel.strongestFirst
        let heads = levels.map { "\($0.backend), \($0.memory)" }
        var lines = [Self.line(["attack", "as"] + heads) + "control", ""]
        for (attack, attacker) in groups {
            let group = rows.filter { $0.attack == attack && $0.attacker == attacker }
            let cells = levels.map { level in
                group.first { $0.level == level }.map(cell) ?? ("", "")
            }
            var line = Self.line([attack, attacker.rawValue])
            for (text, color) in cells {
                line += paint(Self.pad(text, Self.widths[2]), color)
            }
            let control = group.first?.control ?? .notRun
            line += paint(control.rawValue, control == .missed ? "31;1" : "")
            lines.append(line)
        }
        return (lines + [""] + notes + [summary]).joined(separator: "\n")
    }

    private var groups: [(String, Attacker)] {
        var seen: Set<String> = []
        return rows.compactMap { row in
            seen.insert("\(row.attack)/\(row.attacker)").inserted ? (row.attack, row.attacker) : nil
        }
    }

    private func cell(_ row: AttackRow) -> (String, String) {
        switch (row.outcome, row.promised) {
        case (.held, true): ("held", "32")
        case (.broken, true): ("BROKEN", "31;1")
        case (.held, false): ("not promised: held", "")
        case (.broken, false): ("not promised: got it", "33")
        case (.notApplicable, _): ("not applicable", "90")
        case (.unfinished, _): ("UNFINISHED", "31;1")
        }
    }

    /// What has to be explained, each reason once.
    private var notes: [String] {
        var reasons: [String] = []
        var names: [String: [String]] = [:]
        for row in rows where !row.isGood || row.outcome == .notApplicable {
            let problem = row.control == .missed ? "the control got nothing; " : ""
            let reason = "as \(row.attacker.rawValue): \(problem)\(row.note)"
            if names[reason] == nil { reasons.append(reason) }
            if names[reason]?.last != row.attack { names[reason, default: []].append(row.attack) }
        }
        let lines = reasons.map { reason in
            let attacks = names[reason] ?? []
            let list =
                attacks.count > 3 ? "\(attacks.count) attacks" : attacks.joined(separator: ", ")
            return "\(list) \(reason)"
        }
        return lines.isEmpty ? [] : lines + [""]
    }

    private var summary: String {
        let promised = rows.filter { $0.promised && $0.outcome != .notApplicable }
        let held = promised.filter { $0.outcome == .held && $0.control == .found }.count
        let broken = promised.filter { $0.outcome == .broken }.count
        return "\(promised.count) attacks on what is promised: \(held) held, \(broken) broken, "
            + "\(promised.count - held - broken) without a sound control"
    }

    private static let widths = [23, 15, 26]

    private static func line(_ cells: [String]) -> String {
        cells.enumerated().map { pad($1, widths[min($0, 2)]) }.joined()
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(width - text.count, 1))
    }

    private func paint(_ text: String, _ color: String) -> String {
        isColored && !color.isEmpty ? "\u{1B}[\(color)m\(text)\u{1B}[0m" : text
    }
}
