import Foundation

/// Lines of text whose columns stand below each other.
struct TextTable {
    private var rows: [[String]]
    private var leftAligned: Set<Int>

    /// Makes a table.
    ///
    /// All columns but the given number of first ones are aligned to the right.
    init(head: [String], leftColumns: Int) {
        rows = [head]
        leftAligned = Set(0..<leftColumns)
    }

    /// Aligns columns to the left.
    mutating func setLeft(_ columns: Int...) {
        leftAligned.formUnion(columns)
    }

    mutating func append(_ row: [String]) {
        rows.append(row)
    }

    var text: String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let line = row.enumerated()
                .map { column, cell in
                    let space = String(repeating: " ", count: widths[column] - cell.count)
                    return leftAligned.contains(column) ? cell + space : space + cell
                }
                .joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
        .joined(separator: "\n")
    }
}

/// A number with a fixed number of decimal places.
func decimal(_ value: Double, places: Int) -> String {
    String(format: "%.\(places)f", value)
}

/// A bar that is as long as the share of a value in the largest one.
func bar(_ value: Double, of largest: Double) -> String {
    let lengthLimit = 28.0
    guard value > 0, largest > 0 else { return "" }
    return String(repeating: "█", count: Int(max(1, (value / largest * lengthLimit).rounded())))
}
