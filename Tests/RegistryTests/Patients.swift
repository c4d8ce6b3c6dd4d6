import Foundation
import RegistryInterface

/// The file that comes with the example, read in another way than the enclave reads it.
struct Patients {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Examples/Registry/Data").standardizedFileURL

    /// The file's bytes.
    static let file = read("breast_cancer.csv")
    /// Its patients.
    static let shipped = Patients(text: String(decoding: file, as: UTF8.self))

    private let rows: [[Double]]

    init(text: String) {
        rows = text.split(separator: "\n").dropFirst().map { line in
            line.split(separator: ",").map { Double($0) ?? .nan }
        }
    }

    static func read(_ name: String) -> [UInt8] {
        let content = FileManager.default.contents(atPath: folder.appendingPathComponent(name).path)
        return Array(content ?? Data())
    }

    /// A column's values in a group, in no particular order.
    func values(_ column: String, _ group: PatientGroup) -> [Double] {
        guard let index = RegistryColumns.names.firstIndex(of: column) else { return [] }
        return rows.filter { row in
            switch group {
            case .all: true
            case .malignant: row[30] == 0
            case .benign: row[30] == 1
            }
        }
        .map { $0[index] }
    }

    /// What the registry should answer, by Welford's recurrence over the sorted values.
    func summary(_ column: String, _ group: PatientGroup) -> Summary {
        let values = values(column, group).sorted()
        var (mean, squares) = (0.0, 0.0)
        for (index, value) in values.enumerated() {
            let distance = value - mean
            mean += distance / Double(index + 1)
            squares += distance * (value - mean)
        }
        return Summary(
            count: values.count,
            mean: mean,
            variance: squares / Double(values.count - 1),
            minimum: values.first ?? .nan,
            maximum: values.last ?? .nan
        )
    }
}

/// Text of a made-up file.
struct MadeUpFile {
    /// One patient, with the same text in each column.
    static func patient(_ value: String = "1.5", diagnosis: String = "0") -> String {
        Array(repeating: value, count: 30).joined(separator: ",") + ",\(diagnosis)\n"
    }

    /// A patient whose columns hold the given texts, and 0 where there are none.
    static func patient(values: [String], diagnosis: String = "0") -> String {
        let fields = values + Array(repeating: "0", count: 30 - values.count)
        return (fields + [diagnosis]).joined(separator: ",") + "\n"
    }

    static func header(_ count: Int) -> String { "\(count),30,malignant,benign\n" }

    /// A file with so many patients of each diagnosis, whose values differ.
    static func with(malignant: Int, benign: Int) -> String {
        var text = header(malignant + benign)
        for number in 0..<malignant { text += patient("\(number).25") }
        for number in 0..<benign { text += patient("\(number).75", diagnosis: "1") }
        return text
    }
}

/// Whether two numbers differ by rounding alone.
func isClose(_ one: Double, _ other: Double) -> Bool {
    abs(one - other) <= 1e-12 * max(abs(one), abs(other))
}

/// Whether two summaries differ by rounding alone; counts and extremes must be the same.
func isClose(_ one: Summary, _ other: Summary) -> Bool {
    one.count == other.count && one.minimum == other.minimum && one.maximum == other.maximum
        && isClose(one.mean, other.mean) && isClose(one.variance, other.variance)
}
