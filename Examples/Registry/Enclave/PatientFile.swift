import RegistryInterface

/// Reads a file of patients, in parts of any size.
///
/// The first line is the number of patients, the number of columns, and the names of diagnoses 0
/// and 1. Each line after it is a patient: 30 numbers and the diagnosis. The number of patients
/// reserves memory, so it has a limit, and a file that was cut off does not pass for a complete
/// one.
struct PatientFile: Sendable {
    /// The first line.
    ///
    /// The number of patients, which comes first, is any.
    private static let header = ["", "30", "malignant", "benign"]
    private static let diagnosisColumn = RegistryColumns.names.count + 1

    private var csv = CSVReader()
    private var announcedCount = 0
    private var table: PatientTable?
    private var patient: [Double] = []

    /// Reads the next bytes.
    ///
    /// - Throws: ``RegistryError/malformedFile(_:line:column:)``. Nothing more can be read then.
    mutating func read(_ bytes: [UInt8]) throws(RegistryError) {
        for byte in bytes {
            guard let separator = try csv.read(byte) else { continue }
            try endField(separator)
        }
    }

    /// The patients, when all bytes were read.
    ///
    /// The last line may lack its line feed.
    consuming func finished() throws(RegistryError) -> PatientTable {
        if !csv.isAtLineStart { try endField(.lineFeed) }
        guard let table else { throw csv.error(.emptyFile) }
        guard table.patientCount == announcedCount else { throw csv.error(.patientMissing) }
        return table
    }

    private mutating func endField(_ separator: CSVReader.Separator) throws(RegistryError) {
        let fieldCount: Int
        if csv.line == 1 {
            try takeHeaderField()
            fieldCount = Self.header.count
        } else {
            try takePatientField()
            fieldCount = Self.diagnosisColumn
        }
        switch separator {
        case .lineFeed where csv.column < fieldCount:
            throw csv.error(csv.line == 1 ? .header : .fieldMissing, fieldsOn: 1)
        case .comma where csv.column == fieldCount:
            throw csv.error(csv.line == 1 ? .header : .fieldUnexpected, fieldsOn: 1)
        default:
            csv.advance(over: separator)
        }
    }

    private mutating func takeHeaderField() throws(RegistryError) {
        guard csv.column == 1 else {
            guard csv.field.elementsEqual(Self.header[csv.column - 1].utf8) else {
                throw csv.error(.header)
            }
            if csv.column == Self.header.count { table = PatientTable(capacity: announcedCount) }
            return
        }
        guard !csv.field.isEmpty else { throw csv.error(.header) }
        for byte in csv.field {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else {
                throw csv.error(.header)
            }
            announcedCount = announcedCount * 10 + Int(byte - UInt8(ascii: "0"))
            guard announcedCount <= RegistryLimits.maximumPatients else {
                throw csv.error(.tooManyPatients)
            }
        }
    }

    private mutating func takePatientField() throws(RegistryError) {
        if csv.column == 1, table?.patientCount == announcedCount {
            throw csv.error(.patientUnexpected)
        }
        guard csv.column == Self.diagnosisColumn else {
            do throws(FileProblem) {
                patient.append(try DecimalNumber.read(csv.field))
            } catch {
                throw csv.error(error)
            }
            return
        }
        guard csv.field.count == 1, let digit = csv.field.first, digit >= UInt8(ascii: "0"),
            let diagnosis = Diagnosis(rawValue: digit - UInt8(ascii: "0"))
        else { throw csv.error(.diagnosis) }
        table?.append(patient, diagnosis)
        patient.removeAll(keepingCapacity: true)
    }
}
