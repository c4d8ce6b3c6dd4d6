import RegistryInterface

/// What was found in a patient, as the file writes it.
enum Diagnosis: UInt8 {
    case malignant = 0
    case benign = 1
}

extension PatientGroup {
    func includes(_ diagnosis: Diagnosis) -> Bool {
        switch self {
        case .all: true
        case .malignant: diagnosis == .malignant
        case .benign: diagnosis == .benign
        }
    }
}

/// The patients: for each a diagnosis, and one value in each column.
struct PatientTable: Sendable {
    private(set) var diagnoses: [Diagnosis] = []
    private var columns: [[Double]]
    private var malignantCount = 0

    init(capacity: Int) {
        diagnoses.reserveCapacity(capacity)
        columns = RegistryColumns.names.map { _ in
            var column: [Double] = []
            column.reserveCapacity(capacity)
            return column
        }
    }

    /// Adds a patient, with one value for each column.
    mutating func append(_ values: [Double], _ diagnosis: Diagnosis) {
        for index in columns.indices {
            columns[index].append(values[index])
        }
        diagnoses.append(diagnosis)
        if diagnosis == .malignant { malignantCount += 1 }
    }

    var patientCount: Int { diagnoses.count }

    func patientCount(of group: PatientGroup) -> Int {
        switch group {
        case .all: patientCount
        case .malignant: malignantCount
        case .benign: patientCount - malignantCount
        }
    }

    /// A column's values, of all patients in the order of ``diagnoses``.
    func values(_ column: Int) -> [Double] { columns[column] }

    /// A column's values, of a group.
    func values(_ column: Int, of group: PatientGroup) -> [Double] {
        var values: [Double] = []
        values.reserveCapacity(patientCount(of: group))
        for (value, diagnosis) in zip(columns[column], diagnoses) where group.includes(diagnosis) {
            values.append(value)
        }
        return values
    }
}
