import Foundation

/// What enclaves do as a table of 80 columns.
enum ActivityTable {
    /// The columns' widths; those of numbers are filled from the left.
    private static let columns: [(title: String, width: Int, isNumber: Bool)] = [
        ("ENCLAVE", 16, false), ("HOST", 11, false), ("SEAL", 9, false), ("CALL/S", 6, true),
        ("P50", 5, true), ("P99", 5, true), ("THREADS", 7, true), ("MEMORY", 9, true),
        ("CPU%", 4, true),
    ]
    private static let explanation = [
        "SEAL: vm or jail, + private memory; monitor started by: dev host, svc service.",
        "THREADS: in a call/spinning/asleep. MEMORY: in use by the monitor/declared.",
    ]

    /// The table, and what its columns mean.
    static func lines(_ activities: [EnclaveActivity]) -> [String] {
        [line(columns.map(\.title))] + activities.map { line(cells($0)) } + [""] + explanation
    }

    private static func cells(_ activity: EnclaveActivity) -> [String] {
        let isMachine = activity.isolation.hasPrefix("virtualization")
        let isPrivate = activity.isolation.hasSuffix("private memory")
        let threads = activity.threads
        let used = activity.proportionalBytes ?? activity.residentBytes
        return [
            shortened(activity.image, to: 9) + " " + activity.measurement.prefix(6),
            "\(activity.host.pid) \(activity.host.name)",
            (isMachine ? "vm" : "jail") + (isPrivate ? "+" : "")
                + (activity.platform == "service" ? " svc" : " dev"),
            activity.callsPerSecond.map(rate) ?? "-",
            activity.p50Microseconds.map(time) ?? "-",
            activity.p99Microseconds.map(time) ?? "-",
            "\(threads.busy)/\(threads.spinning)/\(threads.sleeping)",
            (used.map(size) ?? "-") + "/" + size(activity.declaredBytes),
            activity.cpuPercent.map { String(format: "%.0f", $0) } ?? "-",
        ]
    }

    private static func line(_ cells: [String]) -> String {
        let padded = zip(cells, columns).map { cell, column in
            let text = shortened(cell, to: column.width)
            let space = String(repeating: " ", count: column.width - text.count)
            return column.isNumber ? space + text : text + space
        }
        var line = padded.joined(separator: " ")
        while line.last == " " { line.removeLast() }
        return line
    }

    private static func shortened(_ text: String, to width: Int) -> String {
        text.count <= width ? text : text.prefix(width - 1) + "…"
    }

    /// Three digits and the unit: `0.4`, `123`, `12k`, `1.2M`.
    static func rate(_ perSecond: Double) -> String {
        scaled(perSecond, 1_000, ["", "k", "M", "G"])
    }

    /// Three digits and the unit, from microseconds: `410ns`, `4.1µs`, `123ms`.
    static func time(_ microseconds: Double) -> String {
        scaled(microseconds * 1_000, 1_000, ["ns", "µs", "ms", "s"])
    }

    /// Three digits and the unit, of 1,024 each: `1.2M`.
    static func size(_ bytes: UInt64) -> String {
        scaled(Double(bytes), 1_024, ["B", "K", "M", "G", "T", "P", "E"])
    }

    private static func scaled(_ value: Double, _ step: Double, _ units: [String]) -> String {
        var rest = value
        var unit = 0
        // What would be rounded to a step belongs to the next unit.
        while rest >= step - 0.5, unit < units.count - 1 {
            rest /= step
            unit += 1
        }
        let digits = rest < 9.95 && (unit > 0 || rest != rest.rounded()) ? "%.1f" : "%.0f"
        return String(format: digits, rest) + units[unit]
    }
}
